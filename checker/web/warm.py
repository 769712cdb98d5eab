"""Imported once where processes are forked from: they find all modules imported, and rule packs and templates ready.

It rehearses: a blank document of each kind that is declared is judged, and everything that can be made of it is made.
"""

import gc
from contextlib import suppress

from checker.inbox import FoundFile
from checker.inputs import Input
from checker.pack.loading import installed_packs, load_pack
from checker.web.documents import kinds_of
from checker.web.downloads import DOWNLOADS, draw_report, make_download
from checker.web.results import Judged, judge
from checker.web.uploads import Upload

for kind in kinds_of(map(load_pack, installed_packs())).values():
    # What fails here fails again where somebody asked for it, and is said there; here it would be the end of all.
    with suppress(Exception):
        upload = Upload("plan.yaml", kind.blank(next(iter(kind.senders)), "yaml", "zh"))
        judged = Judged((upload,), (judge(FoundFile(upload.name, Input(upload.name, upload.content)), None),), None)
        draw_report(judged, "zh", "")
        for name in DOWNLOADS:
            make_download(judged, "zh", name)
# What is there now stays: nobody has to look through it for garbage, in each process anew.
gc.freeze()
