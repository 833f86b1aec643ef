"""Judges live facts by the site's rules, as they come, and hands what is found to the log.

Apart from judge/, which is pure: here memories are kept, one for each rule and camera, and dropped with either. Belongs
to the event loop; nothing here waits. A rule that fails is a mistake of ours: it is counted, logged once and left out
until it is changed, so that it does not take the others with it.
"""

from __future__ import annotations

import logging
from collections.abc import Iterable
from typing import Final

from groundglass.frosted.analytics.tallying import Tallies
from groundglass.frosted.events.event_log import EventLog
from groundglass.frosted.events.facts import CameraFact, Fact, HouseFact
from groundglass.frosted.events.judge.evaluate import evaluate
from groundglass.frosted.events.judge.memory import Memory
from groundglass.frosted.events.occurred import EventId, EventOccurred, Found, RuleId
from groundglass.frosted.events.rule_book import RuleBook
from groundglass.frosted.events.rules import DrillOverdue, Rule, StorageLow
from groundglass.pane.ids import CameraId

_logger: Final = logging.getLogger(__name__)
_EMPTY: Final = Memory()


class RuleWatch:
    """`tell` it every fact. `forget` a rule that was changed."""

    def __init__(self, log: EventLog, tallies: Tallies) -> None:
        self.failed_total = 0
        self._log = log
        self._tallies = tallies
        self._memories: dict[tuple[RuleId, CameraId | None], Memory] = {}
        self._failed: set[RuleId] = set()

    def tell(self, book: RuleBook, camera: CameraId, fact: CameraFact) -> None:
        """A fact about one camera."""
        self._judge((rule for rule in book.rules() if _is_about(rule, camera)), camera, fact)

    def tell_house(self, book: RuleBook, fact: HouseFact) -> None:
        """A fact about the house."""
        self._judge((r for r in book.rules() if isinstance(r.draft.trigger, StorageLow | DrillOverdue)), None, fact)

    def forget(self, rule: RuleId) -> None:
        """It was changed or deleted; what it remembered was about something else."""
        self._failed.discard(rule)
        for key in [key for key in self._memories if key[0] == rule]:
            del self._memories[key]

    def forget_camera(self, camera: CameraId) -> None:
        """The camera is gone."""
        for key in [key for key in self._memories if key[1] == camera]:
            del self._memories[key]

    def counted(self, rule: RuleId) -> dict[str, int]:
        """What a rule has counted since the server started, by detail, over all cameras."""
        sums: dict[str, int] = {}
        for (owner, _), memory in self._memories.items():
            if owner == rule:
                for detail, count in memory.counted.items():
                    sums[detail] = sums.get(detail, 0) + count
        return sums

    def muted(self, rule: RuleId) -> int:
        """How often a rule had something to say and was quiet or asleep."""
        return sum(memory.muted_total for (owner, _), memory in self._memories.items() if owner == rule)

    def _judge(self, rules: Iterable[Rule], camera: CameraId | None, fact: Fact) -> None:
        for rule in rules:
            if not rule.draft.is_enabled or rule.id in self._failed:
                continue
            key = (rule.id, camera)
            before = self._memories.get(key, _EMPTY)
            try:
                self._memories[key], found = evaluate(rule, before, fact)
            except Exception:
                # The edge between one rule and the others; pictures go on in any case.
                self.failed_total += 1
                self._failed.add(rule.id)
                _logger.exception("rule %d fails and is left out until it is changed", rule.id)
                continue
            if camera is not None and (after := self._memories[key].counted) is not before.counted:
                left, right = (after.get(way, 0) - before.counted.get(way, 0) for way in ("to_left", "to_right"))
                self._tallies.crossed(camera, rule.id, fact.at, left, right)
            for one in found:
                self._log.put(event_of(rule, camera, one))


def _is_about(rule: Rule, camera: CameraId) -> bool:
    if isinstance(rule.draft.trigger, StorageLow | DrillOverdue):
        return False
    return rule.draft.camera is None or rule.draft.camera == camera


def event_of(rule: Rule, camera: CameraId | None, found: Found) -> EventOccurred:
    """What was found, as an event that has no id yet."""
    return EventOccurred(
        EventId(0), found.kind, found.phase, found.at, found.level, found.since, rule.draft.name, camera, rule.id,
        found.where, found.value, found.detail, found.area,
    )  # fmt: skip
