"""The real server, in which some files do what no file is known to do; it is told the seconds that one may take.

What is doctored is the work that goes to other processes: everything that has to bear it is what it always is.
"""

import logging
import sys

if __name__ == "__main__":
    # Only here: the processes that do the work import this file too.
    import hostile

    from checker.web import results
    from checker.web.application import Settings
    from checker.web.server import listen
    from checker.web.tasks import Limits

    results.judge = hostile.judge
    logging.disable(logging.CRITICAL)
    listening = listen(Settings(limits=Limits(seconds=float(sys.argv[1]), memory=1024**3)), 0)
    sys.stdout.write(f"{listening.address}\n")
    sys.stdout.flush()
    listening.run()
