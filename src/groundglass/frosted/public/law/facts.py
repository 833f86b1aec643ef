"""What the papers know besides the public facts: counts, never names.

Apart from public/facts.py because not everybody may read it: how many administrators there are helps a burglar.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

import sqlalchemy as sa

from groundglass.frosted.archive import Archive
from groundglass.frosted.events.house import USUAL_LIMITS
from groundglass.frosted.events.rules import Rule
from groundglass.frosted.outbound.schema import channel
from groundglass.frosted.people.roles import Role
from groundglass.frosted.people.schema import person
from groundglass.frosted.public.facts import PublicSite
from groundglass.frosted.public.gather import Gathering


@dataclass(frozen=True, slots=True)
class SiteFacts:
    """Everything a paper is made from. `watched` is how many rules that are on look for each kind of event; `channels`
    how many ways out of each kind are on; `witnesses` who countersigns the record."""

    site: PublicSite
    is_public: bool
    roles: Mapping[str, int]
    channels: Mapping[str, int]
    watched: Mapping[str, int]
    witnesses: int
    drills_every_days: float
    events_days: float
    observations_days: float


async def site_facts(gathering: Gathering, archive: Archive, site: PublicSite) -> SiteFacts:
    """As things are now."""
    reader = archive.engine.execution_options(groundglass_reads=True)
    p, c = person.c, channel.c
    people = sa.select(p.role, sa.func.count()).where(p.removed_90k.is_(None)).group_by(p.role)
    ways = sa.select(c.kind, sa.func.count()).where(c.is_enabled.is_(True)).group_by(c.kind).order_by(c.kind)
    async with reader.connect() as connection:
        counted = {row[0]: int(row[1]) for row in await connection.execute(people)}
        channels = {row[0]: int(row[1]) for row in await connection.execute(ways)}
    return SiteFacts(
        site=site,
        is_public=(await gathering.book.site()).is_public,
        roles={str(role): counted[role] for role in Role if role in counted},
        channels=channels,
        watched=_watched(archive.events.rules.rules()),
        witnesses=len(archive.witnesses.keys),
        drills_every_days=(await archive.custody.drills.calendar()).every_days,
        events_days=USUAL_LIMITS.keep_events_days,
        observations_days=USUAL_LIMITS.keep_observations_days,
    )


def _watched(rules: tuple[Rule, ...]) -> dict[str, int]:
    kinds = sorted(str(rule.draft.kind) for rule in rules if rule.draft.is_enabled)
    return {kind: kinds.count(kind) for kind in dict.fromkeys(kinds)}
