"""The after-action report as a page: one file, nothing fetched, made to be printed.

Apart from gathering (report.py) because its words and its look matter more than its code. Times are UTC.
"""

from __future__ import annotations

import base64
from collections.abc import Sequence
from html import escape
from typing import Final

from groundglass.frosted.custody.manifest import said_instant
from groundglass.frosted.incidents.acts import (
    ClipAttached,
    Entry,
    EventLinked,
    HandedOver,
    HelpSet,
    LevelSet,
    Noted,
    Opened,
    OwnerSet,
    PhotoAdded,
    ProcedureStarted,
    Retitled,
    Said,
    StateSet,
    StepOwned,
    StepReminded,
    StepSet,
    TaskSent,
    TaskSet,
    Undone,
    UnsealLinked,
)
from groundglass.frosted.incidents.charts import bars_chart, columns_chart, length, states_chart, view_chart
from groundglass.frosted.incidents.levels import State
from groundglass.frosted.incidents.life import said
from groundglass.frosted.incidents.report import Report

_STYLE: Final = (
    "body{font:15px/1.55 system-ui,sans-serif;max-width:50rem;margin:2.5rem auto;padding:0 1rem;color:#1c2126;"
    "background:#fff}h1{font-size:1.6rem;margin:0 0 .2rem}h2{font-size:1.1rem;margin:2.2rem 0 .6rem;"
    "border-bottom:1px solid #d5d9dd;padding-bottom:.2rem}table{border-collapse:collapse;width:100%;"
    "font-variant-numeric:tabular-nums}td,th{text-align:left;padding:.3rem .8rem .3rem 0;vertical-align:top;"
    "border-bottom:1px solid #eceef0}th{font-weight:600;white-space:nowrap}code{font:12px ui-monospace,monospace;"
    "overflow-wrap:anywhere}td:first-child,td code{white-space:nowrap}"
    ".exercise{background:#fff3d6;border:1px solid #d99a2b;padding:.5rem .8rem;"
    "font-weight:600}.undone{text-decoration:line-through;color:#6b737b}figure{display:inline-block;margin:0 .8rem "
    ".8rem 0}figure img{display:block;max-width:240px;border-radius:4px}figcaption{font-size:12px;color:#59616a}"
    "p.quiet{color:#59616a}@media print{body{margin:0;max-width:none}h2{break-after:avoid}tr,figure,svg{break-inside:"
    "avoid}}@page{margin:18mm}"
)

_CHECK: Final = """<p>This page comes with <code>report.json</code>, <code>proofs.json</code> and
<code>checkpoint.txt</code>. Each entry of the history names its place in the site's ledger and its digest: the SHA-256
of its salt and its act, both in <code>report.json</code>. <code>proofs.json</code> holds the ledger's entries with
their proofs (RFC 6962), among them one with the SHA-256 of this page and of <code>report.json</code>. The checkpoint is
signed with the site's ledger key, whose public half everybody can read at the site.</p>
<p>It proves that these acts were on record before they took effect, in this order, and that neither this page nor the
record was changed since. It does not prove that what people wrote is true.</p>"""


def report_page(report: Report) -> bytes:
    """The page, in English, in UTF-8."""
    incident = report.incident
    title = f"Incident {incident.number}: {incident.title}"
    banner = '<p class="exercise">This was an exercise.</p>' if incident.opened.is_exercise else ""
    sections = (
        ("Facts", _facts(report)),
        ("Course", states_chart(_spans(report), _marks(report)) + _times(report)),
        ("Around it", _around(report)),
        ("Key frames", _frames(report)),
        ("Where", _where(report)),
        ("Procedure", _procedure(report)),
        ("Tasks", _tasks(report)),
        ("Originals that were asked for", _unseals(report)),
        ("History", _history(report)),
        ("How to check this report", _CHECK),
    )
    body = "".join(f"<h2>{escape(name)}</h2>{text}" for name, text in sections if text)
    page = (
        f'<!doctype html><html lang="en"><meta charset="utf-8"><meta name="viewport" content="width=device-width">'
        f"<title>{escape(title)}</title><style>{_STYLE}</style>{banner}<h1>{escape(title)}</h1>"
        f'<p class="quiet">After-action report of {escape(report.site)}, made {said_instant(report.made_90k)}. '
        f"Pictures are frosted: they show what happened and not who.</p>{body}</html>\n"
    )
    return page.encode()


def told(entry: Entry, report: Report) -> str:
    """An entry as a sentence."""
    act = entry.act
    match act:
        case Opened(title, level, _, _, _, event):
            return f"Opened as {level}: {title}" + (f" (from event {event})" if event else "")
        case StateSet(state, outcome):
            return f"Now {said(state)}" + (f", outcome: {outcome.replace('_', ' ')}" if outcome else "")
        case LevelSet(level):
            return f"Level is now {level}"
        case Retitled(title):
            return f"Named: {title}"
        case OwnerSet(person):
            return f"In the hands of {report.name_of(person)}" if person else "In nobody's hands"
        case Noted(text):
            return f"Note: {text}"
        case EventLinked(event, kind):
            return f"Event {event} belongs to it: {kind.replace('_', ' ')}"
        case ClipAttached(camera, begin, end, caption):
            return f"Clip of {camera}, {said_instant(begin)} to {said_instant(end)}" + (
                f": {caption}" if caption else ""
            )
        case UnsealLinked(request):
            return f"Request to unseal {request}"
        case ProcedureStarted(_, name, steps):
            return f"Procedure begun: {name}, {len(steps)} steps"
        case _:
            return _told_of_work(entry, report)


def _told_of_work(entry: Entry, report: Report) -> str:
    act = entry.act
    match act:
        case StepSet(step, mark):
            return f"Step {step}: {mark.replace('_', ' ')}"
        case StepOwned(step, person):
            return f"Step {step} is {report.name_of(person)}'s" if person else f"Step {step} is nobody's"
        case StepReminded(step):
            return f"Step {step} was due; reminded"
        case TaskSent(_, responder, text):
            return f"Task for {report.name_of(responder)}: {text}"
        case TaskSet(task, state):
            return f"Task of {report.name_of(report.incident.task(task).responder)}: {state.replace('_', ' ')}"
        case Said(_, text):
            return f"Message: {text}"
        case HelpSet(task, is_wanted):
            who = report.name_of(report.incident.task(task).responder)
            return f"{who} asked for help" if is_wanted else f"{who} needs no more help"
        case PhotoAdded(_, _, text):
            return "Frosted photo" + (f": {text}" if text else "")
        case HandedOver(person, text):
            return f"Handed over to {report.name_of(person)}" + (f": {text}" if text else "")
        case Undone(sequence):
            return f"Entry {sequence} undone"
        case _:
            return entry.kind


def _facts(report: Report) -> str:
    incident, opened = report.incident, report.incident.opened
    rows = [
        ("Level", incident.level.value),
        ("State", said(incident.state)),
        ("Outcome", incident.outcome.value.replace("_", " ") if incident.outcome else "not said"),
        ("Camera", opened.camera or "none"),
        ("Zone", opened.zone or "none"),
        ("Happened", said_instant(opened.at_90k)),
        ("Opened", f"{said_instant(incident.opened_90k)} by {report.name_of(incident.opened_by)}"),
        ("In the hands of", report.name_of(incident.owner) if incident.owner else "nobody"),
    ]
    return _table([(escape(name), escape(value)) for name, value in rows])


def _spans(report: Report) -> list[tuple[State, int, int]]:
    undone = report.undone()
    turns = [(State.NEW, report.incident.opened_90k)]
    turns += [
        (entry.act.state, entry.at_90k)
        for entry in report.entries
        if isinstance(entry.act, StateSet) and entry.sequence not in undone
    ]
    last = report.entries[-1].at_90k
    ends = [at for _, at in turns[1:]] + [last]
    return [(state, at, end) for (state, at), end in zip(turns, ends, strict=True)]


def _marks(report: Report) -> list[tuple[int, str]]:
    return [(entry.at_90k, told(entry, report)[:120]) for entry in report.entries]


def _times(report: Report) -> str:
    return bars_chart("Times", [(name, seconds, length(seconds)) for name, seconds in report.times])


def _around(report: Report) -> str:
    around = report.around
    if around is None:
        return ""
    chart = columns_chart(
        "Events of this camera", around.counts, around.begin_90k, around.end_90k, report.incident.opened_90k
    )
    note = '<p class="quiet">Events of the same camera from half an hour before to half an hour after.</p>'
    return chart + note if chart else ""


def _frames(report: Report) -> str:
    return "".join(
        f'<figure><img alt="Frosted picture of camera {escape(one.camera)}" '
        f'src="data:image/jpeg;base64,{base64.b64encode(one.jpeg).decode()}">'
        f"<figcaption>{escape(one.camera)}, {said_instant(one.at_90k)}<br>{escape(one.why)}</figcaption></figure>"
        for one in report.frames
    )


def _where(report: Report) -> str:
    outlook = report.outlook
    if outlook is None:
        return ""
    camera = report.incident.opened.camera
    chart = view_chart(outlook.azimuth_deg, outlook.view_deg, outlook.range_m, camera)
    return f"{chart}<p>{escape(camera)}: {outlook.latitude:.6f}, {outlook.longitude:.6f} (WGS 84); north is up.</p>"


def _procedure(report: Report) -> str:
    incident = report.incident
    if not incident.steps:
        return ""
    rows = [("<b>Step</b>", f"<b>{escape(incident.procedure_name)}</b>", "<b>Result</b>")]
    for step in incident.steps:
        by = f" by {report.name_of(step.by)}, {said_instant(step.at_90k)}" if step.by else ""
        late = "; was due" if step.is_reminded else ""
        result = f"{step.mark.replace('_', ' ')}{by}{late}"
        rows.append((str(step.number), escape(step.text), escape(result)))
    return _table(rows)


def _tasks(report: Report) -> str:
    return _table(
        [
            (
                escape(said_instant(task.sent_90k)),
                escape(f"{report.name_of(task.sent_by)} to {report.name_of(task.responder)}: {task.text}"),
                escape(task.state.value),
            )
            for task in report.incident.tasks
        ]
    )


def _unseals(report: Report) -> str:
    rows = []
    for kept in report.unseals:
        request, progress = kept.request, kept.progress
        answers = [
            *(f"approved {said_instant(one.at)} by {kept.who.get(one.recipient, '')}" for one in progress.approvals),
            *(
                f"refused {said_instant(one.at)} by {kept.who.get(one.recipient, '')}: {one.why}"
                for one in progress.refusals
            ),
        ]
        what = (
            f"{request.camera}, {said_instant(request.start)} to {said_instant(request.until)}. "
            f"Reason: {request.reason}. Basis: {request.basis}."
        )
        rows.append((escape(request.id), escape(what), "<br>".join(map(escape, answers)) or "no answer yet"))
    return _table(rows)


def _history(report: Report) -> str:
    undone = report.undone()
    rows = []
    for entry in report.entries:
        text = escape(told(entry, report)).replace("\n", "<br>")
        if entry.sequence in undone:
            text = f'<span class="undone">{text}</span>'
        rows.append(
            (
                f"{entry.sequence}",
                f"<code>{said_instant(entry.at_90k)}</code><br>{escape(report.name_of(entry.by))}",
                text,
                f"<code>{entry.ledger}</code>",
            )
        )
    head = ("<b>No.</b>", "<b>When, who</b>", "<b>What</b>", "<b>Ledger</b>")
    return _table([head, *rows])


def _table(rows: Sequence[tuple[str, ...]]) -> str:
    """Cells are HTML already."""
    lines = "".join("<tr>" + "".join(f"<td>{cell}</td>" for cell in row) + "</tr>" for row in rows)
    return f"<table>{lines}</table>" if rows else ""
