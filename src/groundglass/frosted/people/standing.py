"""What somebody may do, and at which cameras: the one place that decides it.

A person has one role at the site, within the reach of their limit (reach.py), and may have more roles in camera
groups. Whether they may do something at a camera is decided by the best of these that holds there. A role in a group
gives what is done at cameras and nothing that is done to the whole site: that takes the role at the site.

Everything here is read anew for each request, and every half minute for what stays open. A group that is not there
any more gives nothing, and a camera that left a group is reached through it no more.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

from groundglass.frosted.people.persons import Person
from groundglass.frosted.people.reach import WHOLE_SITE, Reach
from groundglass.frosted.people.roles import RIGHTS, WHOLE_SITE_RIGHTS, Right, Role

IN_GROUPS: Final[dict[Role, frozenset[Right]]] = {
    role: RIGHTS[role] - WHOLE_SITE_RIGHTS for role in (Role.VIEWER, Role.OPERATOR, Role.SUPERVISOR)
}
"""The roles that somebody may have in a camera group, and what each gives there."""


@dataclass(frozen=True, slots=True)
class InGroups:
    """A role that somebody has in some groups, and the cameras of all of these. `rights`, where given, leaves only
    those of the role's: a program has what its token says of what its maker may do."""

    role: Role
    reach: Reach
    rights: frozenset[Right] | None = None

    def gives(self, right: Right) -> bool:
        """Whether the role gives this at those cameras."""
        return right in IN_GROUPS.get(self.role, frozenset()) and (self.rights is None or right in self.rights)

    def narrowed(self, rights: frozenset[Right], reach: Reach) -> InGroups:
        """What is left of it within these rights and cameras."""
        kept = rights if self.rights is None else rights & self.rights
        return InGroups(self.role, self.reach.within(reach), kept)


@dataclass(frozen=True, slots=True)
class Standing:
    """Somebody, the reach of their role at the site, and their roles in groups, each named once, by name."""

    person: Person
    reach: Reach = WHOLE_SITE
    in_groups: tuple[InGroups, ...] = ()

    def reach_for(self, *rights: Right) -> Reach | None:
        """The cameras at which they have one of these rights; None where they have none of them anywhere.

        1. All that their role at the site reaches, where it gives one of the rights.
        2. And the cameras of the groups in which another role gives one.
        """
        found = self.reach if any(map(self.person.may, rights)) else None  # 1
        for one in self.in_groups:
            if any(map(one.gives, rights)):  # 2
                found = one.reach if found is None else found.joined(one.reach)
        return found

    def may(self, right: Right, camera: str | None) -> bool:
        """Whether they have this right at this camera. None and "" stand for what belongs to no camera."""
        reach = self.reach_for(right)
        return reach is not None and reach.covers(camera)

    def may_as(self, other: Standing) -> bool:
        """Whether this is exactly what the other may do, and where; names and passwords are no part of it."""
        return (self.person.role, self.person.rights, self.reach, self.in_groups) == (
            other.person.role,
            other.person.rights,
            other.reach,
            other.in_groups,
        )
