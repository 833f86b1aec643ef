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


class Role(StrEnum):
    """What somebody is at this site. More roles come with the incident desk and with custody."""

    VIEWER = "viewer"
    OPERATOR = "operator"
    ADMINISTRATOR = "administrator"


RIGHTS: Final[dict[Role, frozenset[Right]]] = {
    Role.VIEWER: frozenset({Right.SEE}),
    Role.OPERATOR: frozenset({Right.SEE, Right.EXPORT}),
    Role.ADMINISTRATOR: frozenset(Right),
}
