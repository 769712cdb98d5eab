"""The real server, in which some files do what no file is known to do; its one argument is the seconds that one may take.

What is doctored is the work that goes to other processes: everything that has to bear it is what it always is.
"""

from __future__ import annotations

import sys

import hostile

from checker.serving import desk
from checker.serving.application import Settings
from checker.serving.limits import Limits
from checker.serving.server import listen

if __name__ == "__main__":
    desk.judge = hostile.judge
    listening = listen(Settings(limits=Limits(seconds=float(sys.argv[1]), memory=1024**3)), 0)
    print(listening.address)
    listening.run()
