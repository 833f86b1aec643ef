"""What each role may do.

One table from role to rights. Routes ask for a right and never for a role, so that a role can be added
here without reading every route.
"""

from __future__ import annotations

from enum import StrEnum
from typing import Final


class Right(StrEnum):
    """One thing a route may ask for."""

    SEE = "see"  # live pictures, recordings, states; everything frosted
    EXPORT = "export"  # download a range
    SET_UP = "set_up"  # add, change and remove cameras; approve a place
    PEOPLE = "people"  # invite people, change what they may do, remove them
    REQUEST = "request"  # ask custodians to open an original, and fetch it when enough agreed
    INCIDENTS = "incidents"  # work on incidents, and send responders tasks
    RESPOND = "respond"  # go on shift, answer own tasks, give a position
    SUPERVISE = "supervise"  # write procedures; make reports
    AUDIT = "audit"  # read the whole record and every request: who did what, by id


class Role(StrEnum):
    """What somebody is at this site. Custodians are none of these: they enter with their key (custody/entry.py)."""

    VIEWER = "viewer"
    AUDITOR = "auditor"
    RESPONDER = "responder"
    OPERATOR = "operator"
    SUPERVISOR = "supervisor"
    ADMINISTRATOR = "administrator"


WHOLE_SITE_RIGHTS: Final = frozenset({Right.SET_UP, Right.PEOPLE, Right.AUDIT})
"""Rights that cannot be limited to camera groups: what they open is about all of the site."""

RIGHTS: Final[dict[Role, frozenset[Right]]] = {
    Role.VIEWER: frozenset({Right.SEE}),
    # Whoever checks the record need not watch the cameras.
    Role.AUDITOR: frozenset({Right.AUDIT}),
    Role.RESPONDER: frozenset({Right.SEE, Right.RESPOND}),
    Role.OPERATOR: frozenset({Right.SEE, Right.EXPORT, Right.REQUEST, Right.INCIDENTS, Right.RESPOND}),
    Role.SUPERVISOR: frozenset(
        {Right.SEE, Right.EXPORT, Right.REQUEST, Right.INCIDENTS, Right.RESPOND, Right.SUPERVISE}
    ),
    Role.ADMINISTRATOR: frozenset(Right),
}


def may_be_limited(role: Role) -> bool:
    """Whether somebody of this role can be limited to camera groups."""
    return not RIGHTS[role] & WHOLE_SITE_RIGHTS
