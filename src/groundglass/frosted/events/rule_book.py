"""The rules of the site: in the catalog, and in memory for those who judge by them.

Apart because a rule must be durable before it is judged by, and gone from memory before its deletion is answered.
Belongs to the event loop; changes are few and written one at a time.
"""

from __future__ import annotations

import asyncio
import json
from collections.abc import Callable
from typing import Final

import sqlalchemy as sa
from sqlalchemy.ext.asyncio import AsyncEngine

from groundglass.clock import Clock
from groundglass.errors import Conflict, GroundglassError, NotFound, StoreDamaged
from groundglass.frosted.events.occurred import RuleId
from groundglass.frosted.events.parse import draft_json, parse_draft
from groundglass.frosted.events.rules import Draft, Rule
from groundglass.frosted.events.schema import rule as table

MAX_RULES: Final = 1000


class RuleBook:
    """`await load()` once, then read `rules()` at any time. `on_change` is called with the id of what changed."""

    def __init__(self, engine: AsyncEngine, clock: Clock, on_change: Callable[[RuleId], None]) -> None:
        self._engine = engine
        self._clock = clock
        self._on_change = on_change
        self._rules: dict[RuleId, Rule] = {}
        self._one_at_a_time = asyncio.Lock()

    async def load(self) -> None:
        """Read all rules, or `StoreDamaged`."""
        async with self._engine.connect() as connection:
            rows = (await connection.execute(sa.select(table.c.id, table.c.body).order_by(table.c.id))).all()
        for row in rows:
            try:
                self._rules[RuleId(row.id)] = Rule(RuleId(row.id), parse_draft(json.loads(row.body)))
            except (ValueError, GroundglassError) as error:
                raise StoreDamaged(f"rule {row.id} cannot be read", "delete it and write it again") from error

    def rules(self) -> tuple[Rule, ...]:
        """All rules, oldest first."""
        return tuple(self._rules.values())

    def get(self, rule: RuleId) -> Rule:
        """One rule, or `NotFound`."""
        found = self._rules.get(rule)
        if found is None:
            raise NotFound(f"there is no rule {rule}")
        return found

    async def add(self, draft: Draft) -> Rule:
        """A new rule, durable when this returns. `Conflict` beyond 1000."""
        async with self._one_at_a_time:
            if len(self._rules) >= MAX_RULES:
                raise Conflict(f"a site has at most {MAX_RULES} rules")
            async with self._engine.begin() as connection:
                made = await connection.execute(sa.insert(table).values(**self._row(draft)).returning(table.c.id))
                rule = Rule(RuleId(made.scalar_one()), draft)
            self._put(rule)
        return rule

    async def change(self, rule: RuleId, draft: Draft) -> Rule:
        """The rule as it is now, durable when this returns. What it remembered is forgotten."""
        async with self._one_at_a_time:
            self.get(rule)
            async with self._engine.begin() as connection:
                await connection.execute(sa.update(table).where(table.c.id == rule).values(**self._row(draft)))
            changed = Rule(rule, draft)
            self._put(changed)
        return changed

    async def remove(self, rule: RuleId) -> Rule:
        """Delete it for good. Its events stay."""
        async with self._one_at_a_time:
            gone = self.get(rule)
            async with self._engine.begin() as connection:
                await connection.execute(sa.delete(table).where(table.c.id == rule))
            del self._rules[rule]
            self._on_change(rule)
        return gone

    def _put(self, rule: Rule) -> None:
        self._rules[rule.id] = rule
        self._on_change(rule.id)

    def _row(self, draft: Draft) -> dict[str, object]:
        return {"body": json.dumps(draft_json(draft)), "changed_90k": self._clock.now_90k()}
