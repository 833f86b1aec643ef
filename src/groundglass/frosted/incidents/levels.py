"""The words an incident's row is made of: how grave, where it stands, how it ended.

Apart because tables, routes and everything that is sent outside share them and nothing else.
"""

from __future__ import annotations

from enum import StrEnum
from typing import Final

from groundglass.frosted.events.occurred import Level

__all__ = ["ACTIVE_TASK", "ANSWERS", "NEXT", "OPEN", "Level", "Outcome", "State", "TaskState", "rank"]


class State(StrEnum):
    """Where an incident stands."""

    NEW = "new"
    ACKNOWLEDGED = "acknowledged"
    IN_PROGRESS = "in_progress"
    RESOLVED = "resolved"
    CLOSED = "closed"


class Outcome(StrEnum):
    """What it turned out to be; said when it is resolved."""

    REAL = "real"
    FALSE_ALARM = "false_alarm"
    TEST = "test"
    UNKNOWN = "unknown"


class TaskState(StrEnum):
    """Where a responder's task stands."""

    SENT = "sent"
    ACCEPTED = "accepted"
    ON_WAY = "on_way"
    ARRIVED = "arrived"
    DECLINED = "declined"
    DONE = "done"
    RECALLED = "recalled"


OPEN: Final = frozenset({State.NEW, State.ACKNOWLEDGED, State.IN_PROGRESS})

# From a state to those that may follow. Back to work is always possible until it is closed; closed is the end.
NEXT: Final[dict[State, frozenset[State]]] = {
    State.NEW: frozenset({State.ACKNOWLEDGED, State.IN_PROGRESS, State.RESOLVED}),
    State.ACKNOWLEDGED: frozenset({State.IN_PROGRESS, State.RESOLVED}),
    State.IN_PROGRESS: frozenset({State.ACKNOWLEDGED, State.RESOLVED}),
    State.RESOLVED: frozenset({State.IN_PROGRESS, State.CLOSED}),
    State.CLOSED: frozenset(),
}

ACTIVE_TASK: Final = frozenset({TaskState.SENT, TaskState.ACCEPTED, TaskState.ON_WAY, TaskState.ARRIVED})
"""Somebody is asked, or at it: the desk may take it back, and the responder may ask for help."""

_UNDER_WAY: Final = frozenset({TaskState.ON_WAY, TaskState.ARRIVED, TaskState.DONE})

# What the responder, and what the desk, may make of a task. An answer may be left out: who is there has arrived.
ANSWERS: Final[dict[TaskState, frozenset[TaskState]]] = {
    TaskState.SENT: frozenset({TaskState.ACCEPTED, TaskState.DECLINED}) | _UNDER_WAY,
    TaskState.ACCEPTED: frozenset({TaskState.DECLINED}) | _UNDER_WAY,
    TaskState.ON_WAY: frozenset({TaskState.ARRIVED, TaskState.DONE, TaskState.DECLINED}),
    TaskState.ARRIVED: frozenset({TaskState.DONE, TaskState.DECLINED}),
    TaskState.DECLINED: frozenset({TaskState.ACCEPTED, TaskState.ON_WAY}),
    TaskState.DONE: frozenset(),
    TaskState.RECALLED: frozenset(),
}


def rank(level: Level) -> int:
    """0 for the least grave."""
    return list(Level).index(level)
