"""The command line: one file per command; the only place that exits.

    terminal.py   what is printed where, and how errors look
    statuses.py   exit statuses, in one table
    command.py    the commands, their arguments, and the one `main`
    access.py     to a site: its running server, or its folder when none runs

Everything else is one command each. A command is a function from its parsed arguments to an exit status; it raises
`GroundglassError` for whatever a person should read.
"""

from __future__ import annotations

from groundglass.cli.command import main

__all__ = ["main"]
