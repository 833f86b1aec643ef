"""Camera groups, for whoever decides what people may see.

Each change is entered in the ledger before it takes effect: it changes what somebody can watch from now on.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Annotated

from fastapi import APIRouter, Path

from groundglass.frosted.people.groups import GroupId
from groundglass.frosted.record.acts import carry_out
from groundglass.frosted.site import Site
from groundglass.frosted.web.camera import known_camera
from groundglass.frosted.web.entry import Inviting, TheSite, Visitor
from groundglass.frosted.web.models.base import Done
from groundglass.frosted.web.models.rights import GroupChange, GroupsTold, GroupTold, NewGroup
from groundglass.frosted.web.problems import Problem
from groundglass.pane.ids import parse_camera_id

router = APIRouter(prefix="/api/v1/groups", tags=["people"], responses=Problem.answers(401, 403, 404, 409, 422, 503))

Group = Annotated[str, Path(max_length=16, examples=["0123456789abcdef"])]


@router.get("", summary="All camera groups")
async def get_groups(who: Inviting, site: TheSite) -> GroupsTold:
    """By name."""
    return await _told(site)


@router.post("", summary="Make a camera group", status_code=201)
async def post_group(new: NewGroup, who: Inviting, site: TheSite) -> GroupsTold:
    """A camera may be in several groups."""
    cameras = await _known(site, who, new.cameras)
    of = await site.record.enter("group.changed", by=who.person.id, cameras=cameras)
    await carry_out(site.record, of, site.people.groups.add(new.name, cameras))
    return await _told(site)


@router.patch("/{group}", summary="Change a camera group")
async def patch_group(group: Group, change: GroupChange, who: Inviting, site: TheSite) -> GroupsTold:
    """Whoever is limited to it, or has a role in it, has that at what it holds from their next request on."""
    old = await site.people.groups.get(GroupId(group))
    cameras = None if change.cameras is None else await _known(site, who, change.cameras, old.cameras)
    of = await site.record.enter(
        "group.changed", by=who.person.id, group=group, cameras=list(old.cameras) if cameras is None else cameras
    )
    await carry_out(site.record, of, site.people.groups.change(GroupId(group), change.name, cameras))
    return await _told(site)


@router.delete("/{group}", summary="Remove a camera group")
async def delete_group(group: Group, who: Inviting, site: TheSite) -> Done:
    """Whoever is limited to it stays limited, and sees its cameras no more. Roles in it end."""
    gone = await site.people.groups.get(GroupId(group))
    of = await site.record.enter("group.removed", by=who.person.id, group=gone.id, cameras=list(gone.cameras))
    await carry_out(site.record, of, site.people.groups.remove(gone.id))
    return Done()


async def _known(site: Site, who: Visitor, untrusted: Sequence[str], kept: Sequence[str] = ()) -> list[str]:
    """These cameras, each of which is there, or was in the group before it was removed."""
    cameras = []
    for name in untrusted:
        camera = parse_camera_id(name)
        if camera not in kept:
            await known_camera(site, who, camera)
        cameras.append(str(camera))
    return sorted(set(cameras))


async def _told(site: Site) -> GroupsTold:
    groups = await site.people.groups.list()
    return GroupsTold(groups=[GroupTold(id=one.id, name=one.name, cameras=list(one.cameras)) for one in groups])
