"""Video safety for places where people should not be watched.

    clear/    may hold a recognisable pixel; one process per camera, which cannot write a file
    pane/     what may pass: frosted pictures, anonymous facts, sealed originals, status codes
    frosted/  storage, live view and the web, which see only what passed
    custody/  keys, and the m custodians it takes to use them
    ledger/   proof that nothing was changed or removed
    engine/   the processes: which worker runs where, and starting it again
    cli/      one file per command; the only place that exits

Read pane/ first. It is short, and everything else follows from it.
"""

from __future__ import annotations

__version__ = "0.1.0"
