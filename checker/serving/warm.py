"""Imported once where processes are forked from: they find all modules imported, and rule packs and templates ready.

It rehearses: a blank document of each kind that is declared is judged, and everything that can be made of it is made.
"""

from __future__ import annotations

import gc
from contextlib import suppress

from checker.model import LANGUAGES
from checker.pack.loading import installed_packs, load_pack
from checker.serving.answers import DOWNLOADS, PAGE
from checker.serving.uploads import Upload
from checker.serving.work import Asked, judge, make_answer
from checker.template import render_template, senders_of


def _rehearse(id_: str) -> None:
    pack = load_pack(id_)
    for document in pack.documents.values():
        for lang in LANGUAGES:
            blank = render_template(pack, document, senders_of(pack, document)[0], lang)
            upload = Upload("plan.yaml", blank.encode())
            report = judge(upload, Asked(PAGE, None, lang))
            for answer in (PAGE, *DOWNLOADS):
                make_answer((upload,), (report,), Asked(answer, None, lang))


for _id in installed_packs():
    # What fails here fails again where somebody asked for it, and is said there; here it would be the end of all.
    with suppress(Exception):
        _rehearse(_id)
# What is there now stays: nobody has to look through it for garbage, in each process anew.
gc.freeze()
