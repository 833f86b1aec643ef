"""The best role that holds at a camera decides what may be done there, and the one at the site what is done to it."""

from __future__ import annotations

import pytest

from groundglass.frosted.people.persons import Person, PersonId
from groundglass.frosted.people.reach import NOWHERE, WHOLE_SITE, Reach, reach_of
from groundglass.frosted.people.roles import RIGHTS, WHOLE_SITE_RIGHTS, Right, Role
from groundglass.frosted.people.standing import IN_GROUPS, InGroups, Standing

GATES = reach_of(["gate"])


def standing(role: Role, reach: Reach = WHOLE_SITE, *in_groups: InGroups) -> Standing:
    return Standing(Person(PersonId("a" * 16), "Ada", role, True), reach, in_groups)


@pytest.mark.parametrize("in_group", IN_GROUPS)
@pytest.mark.parametrize("role", Role)
@pytest.mark.parametrize("right", Right)
def test_the_best_role_that_holds_at_a_camera_decides(right: Right, role: Role, in_group: Role) -> None:
    who = standing(role, reach_of(["yard"]), InGroups(in_group, GATES))
    assert who.may(right, "yard") == (right in RIGHTS[role])
    assert who.may(right, "gate") == (right in RIGHTS[in_group])
    assert not who.may(right, "elsewhere")
    assert not who.may(right, None)


@pytest.mark.parametrize("right", sorted(WHOLE_SITE_RIGHTS))
def test_no_role_in_a_group_gives_what_is_done_to_the_whole_site(right: Right) -> None:
    everything = tuple(InGroups(role, WHOLE_SITE) for role in Role)
    assert standing(Role.VIEWER, WHOLE_SITE, *everything).reach_for(right) is None


def test_a_role_that_nobody_may_have_in_a_group_gives_nothing_there() -> None:
    assert standing(Role.AUDITOR, WHOLE_SITE, InGroups(Role.RESPONDER, GATES)).reach_for(Right.SEE) is None


def test_reaches_of_several_roles_are_put_together() -> None:
    yards = reach_of(["yard"])
    who = standing(Role.VIEWER, NOWHERE, InGroups(Role.OPERATOR, GATES), InGroups(Role.SUPERVISOR, yards))
    assert who.reach_for(Right.SEE) == who.reach_for(Right.INCIDENTS) == reach_of(["gate", "yard"])
    assert who.reach_for(Right.SUPERVISE) == yards
    assert standing(Role.VIEWER, WHOLE_SITE, InGroups(Role.OPERATOR, GATES)).reach_for(Right.SEE) == WHOLE_SITE
    assert standing(Role.OPERATOR, WHOLE_SITE).reach_for(Right.SET_UP, Right.INCIDENTS) == WHOLE_SITE


def test_a_role_in_groups_without_cameras_is_a_role_that_reaches_nothing() -> None:
    who = standing(Role.VIEWER, WHOLE_SITE, InGroups(Role.OPERATOR, NOWHERE))
    assert who.reach_for(Right.INCIDENTS) == NOWHERE
    assert not who.may(Right.INCIDENTS, "gate")
