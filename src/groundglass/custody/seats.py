"""How a hand-over names the new custodians: in the request's legal basis, which is what the old ones approve.

Apart from carrying a hand-over out (hand_over.py), which needs keys, because the frosted side writes and reads this
line too, and has none.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from groundglass.custody.ceremony import Request
from groundglass.custody.slots import parse_recipient
from groundglass.errors import CustodyError

_LINE: Final = "hand-over to "


def seats_line(recipients: Sequence[str]) -> str:
    """The new custodians, in the order of their seats."""
    return _LINE + ", ".join(recipients)


def seats_in(request: Request) -> tuple[str, ...]:
    """The new custodians that a request names, each a different age recipient; `CustodyError` when it is none."""
    if request.purpose != "hand_over" or not request.basis.startswith(_LINE):
        raise CustodyError(f"request {request.id} is no hand-over")
    seats = tuple(request.basis.removeprefix(_LINE).split(", "))
    for recipient in seats:
        parse_recipient(recipient)
    if len(set(seats)) != len(seats):
        raise CustodyError("a hand-over gives two seats to one key", "every custodian has a key of their own")
    return seats
