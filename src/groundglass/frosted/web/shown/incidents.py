"""Incidents as the API tells them: names beside ids, times as text."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from typing import Any

from groundglass.frosted.incidents.acts import Entry, EventLinked, Undone, encode_act
from groundglass.frosted.incidents.book import Line, Proposal
from groundglass.frosted.incidents.desk import digest_of
from groundglass.frosted.incidents.levels import NEXT
from groundglass.frosted.incidents.life import Incident, Step, Task
from groundglass.frosted.incidents.procedures import Procedure
from groundglass.frosted.incidents.shifts import Position, Shift
from groundglass.frosted.people.house import People
from groundglass.frosted.web.instants import show_instant
from groundglass.frosted.web.models.incidents import (
    ClipTold,
    EntryTold,
    EventTold,
    IncidentTold,
    LineTold,
    PersonTold,
    PositionTold,
    ProcedureTold,
    ShiftTold,
    StepTold,
    StepWritten,
    TaskTold,
)
from groundglass.frosted.web.versions import version_of_procedure

Names = Mapping[str, str]


async def names_of(people: People) -> Names:
    """Everybody's name by id, with those who were removed."""
    return {str(person): name for person, name in (await people.persons.names()).items()}


def show_person(who: str, names: Names) -> PersonTold:
    """A person by name; somebody who is gone keeps their id."""
    return PersonTold(id=who, name=names.get(who, "") if who else "Groundglass")


def show_line(line: Line, names: Names) -> LineTold:
    """An incident in a list."""
    return LineTold(
        number=line.number,
        title=line.title,
        level=line.level,
        state=line.state,
        camera=line.camera,
        zone=line.zone,
        exercise=line.is_exercise,
        opened=show_instant(line.opened_90k),
        changed=show_instant(line.changed_90k),
        owner=_maybe(line.owner, names),
        proposals=line.proposals,
        helps=line.helps,
    )


def show_incident(
    incident: Incident,
    entries: Sequence[Entry],
    proposals: Sequence[Proposal],
    procedures: Sequence[Procedure],
    names: Names,
    now_90k: int,
) -> IncidentTold:
    """An incident, whole."""
    opened = incident.opened
    kinds = {opened.event_kind, *(event.event_kind for event in incident.events)} - {""}
    return IncidentTold(
        number=incident.number,
        title=incident.title,
        level=incident.level,
        state=incident.state,
        next_states=sorted(NEXT[incident.state], key=list(NEXT).index),
        outcome=incident.outcome,
        camera=opened.camera,
        zone=opened.zone,
        exercise=opened.is_exercise,
        event=opened.event,
        at=show_instant(opened.at_90k),
        opened=show_instant(incident.opened_90k),
        opened_by=show_person(incident.opened_by, names),
        changed=show_instant(incident.changed_90k),
        owner=_maybe(incident.owner, names),
        procedure=incident.procedure,
        procedure_name=incident.procedure_name,
        steps=[_step(step, names, now_90k) for step in incident.steps],
        tasks=[show_task(incident, task, names) for task in incident.tasks],
        events=[_event(event) for event in incident.events],
        proposals=[_event(proposal) for proposal in proposals],
        proposed_procedures=[show_procedure(one) for one in procedures if kinds & set(one.kinds)],
        clips=[
            ClipTold(
                camera=clip.camera,
                from_=show_instant(clip.from_90k),
                to=show_instant(clip.until_90k),
                caption=clip.caption,
            )
            for clip in incident.clips
        ],
        unseals=list(incident.unseals),
        history=show_history(entries, names),
    )


def show_history(entries: Sequence[Entry], names: Names) -> list[EntryTold]:
    """The whole history, oldest first."""
    undone = {entry.act.sequence for entry in entries if isinstance(entry.act, Undone)}
    return [
        EntryTold(
            sequence=entry.sequence,
            at=show_instant(entry.at_90k),
            by=show_person(entry.by, names),
            kind=entry.kind,
            what=_what(entry, names),
            undone=entry.sequence in undone,
            ledger=entry.ledger,
            digest=digest_of(entry.act, entry.salt),
        )
        for entry in entries
    ]


def show_task(incident: Incident, task: Task, names: Names) -> TaskTold:
    """What a responder was asked to do."""
    return TaskTold(
        id=task.id,
        incident=incident.number,
        responder=show_person(task.responder, names),
        text=task.text,
        sent_by=show_person(task.sent_by, names),
        sent=show_instant(task.sent_90k),
        state=task.state,
        changed=show_instant(task.changed_90k),
        needs_help=task.needs_help,
    )


def show_procedure(procedure: Procedure) -> ProcedureTold:
    """A procedure with its steps."""
    return ProcedureTold(
        id=procedure.id,
        name=procedure.name,
        steps=[StepWritten(text=step.text, due_s=step.due_s) for step in procedure.steps],
        kinds=list(procedure.kinds),
        retired=procedure.is_retired,
        version=version_of_procedure(procedure),
    )


def show_shift(shift: Shift, names: Names) -> ShiftTold:
    """One stretch of duty."""
    return ShiftTold(
        id=shift.id,
        person=show_person(shift.person, names),
        began=show_instant(shift.began_90k),
        ended=None if shift.ended_90k is None else show_instant(shift.ended_90k),
        handed_to=_maybe(shift.handed_to, names),
        note=shift.note,
    )


def show_position(position: Position, names: Names) -> PositionTold:
    """Where somebody said they are."""
    return PositionTold(
        person=show_person(position.person, names),
        latitude=position.latitude,
        longitude=position.longitude,
        error_m=position.error_m,
        at=show_instant(position.at_90k),
    )


def _what(entry: Entry, names: Names) -> dict[str, Any]:
    told: dict[str, Any] = json.loads(encode_act(entry.act))
    for field in ("person", "responder"):
        if told.get(field):
            told[f"{field}_name"] = names.get(told[field], "")
    return told


def _step(step: Step, names: Names, now_90k: int) -> StepTold:
    return StepTold(
        number=step.number,
        text=step.text,
        due=None if step.due_90k is None else show_instant(step.due_90k),
        owner=_maybe(step.owner, names),
        mark=step.mark,
        by=_maybe(step.by, names),
        at=show_instant(step.at_90k) if step.by else None,
        overdue=step.mark == "open" and step.due_90k is not None and step.due_90k <= now_90k,
    )


def _event(event: EventLinked | Proposal) -> EventTold:
    return EventTold(
        event=event.event,
        kind=event.event_kind,
        camera=event.camera,
        zone=event.zone,
        at=show_instant(event.at_90k),
    )


def _maybe(who: str, names: Names) -> PersonTold | None:
    return show_person(who, names) if who else None
