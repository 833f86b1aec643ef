"""Judging a list of facts by one rule, as the house does it live."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from groundglass.frosted.events.facts import Fact
from groundglass.frosted.events.judge.evaluate import evaluate
from groundglass.frosted.events.judge.memory import Memory
from groundglass.frosted.events.occurred import Found, RuleId
from groundglass.frosted.events.parse import parse_draft
from groundglass.frosted.events.rules import Rule

MIDDLE = [[0.4, 0.4], [0.6, 0.4], [0.6, 0.9], [0.4, 0.9]]


def rule(kind: str, *, camera: str | None = "gate", schedule: dict[str, Any] | None = None, quiet_s: float = 0.0,
         enabled: bool = True, **when: Any) -> Rule:  # fmt: skip
    draft = {
        "name": "A rule", "camera": camera, "when": {"kind": kind} | when, "schedule": schedule, "quiet_s": quiet_s,
        "enabled": enabled,
    }  # fmt: skip
    return Rule(RuleId(1), parse_draft(draft))


def judge(by: Rule, facts: Iterable[Fact]) -> list[Found]:
    memory, found = Memory(), list[Found]()
    for fact in facts:
        memory, more = evaluate(by, memory, fact)
        found += more
    return found


def phases(found: Iterable[Found]) -> list[str]:
    return [one.phase.value for one in found]
