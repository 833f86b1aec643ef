"""Rules: what the site asks to be told of; written by administrators, tried on a recorded day, read by everybody."""

from __future__ import annotations

from typing import Annotated, Any, Final

from fastapi import APIRouter, Path
from starlette.responses import Response

from groundglass.errors import ConfigError, NotFound, TooMany
from groundglass.frosted.events.occurred import RuleId
from groundglass.frosted.events.parse import draft_json, parse_draft
from groundglass.frosted.events.rules import CrowdDense, CrowdSurge, Draft, Running, VehicleOnFootway
from groundglass.frosted.events.trial import try_rule
from groundglass.frosted.site import Site
from groundglass.frosted.web.camera import known_camera
from groundglass.frosted.web.entry import Seeing, SettingUp, TheSite, Visitor
from groundglass.frosted.web.instants import parse_range
from groundglass.frosted.web.models.base import Done
from groundglass.frosted.web.models.events import RuleChange, RulesTold, RuleTold, RuleWritten, TrialAsked, TrialTold
from groundglass.frosted.web.problems import Problem
from groundglass.frosted.web.shown.events import show_event, show_rule
from groundglass.frosted.web.state import TheState
from groundglass.frosted.web.versions import IfMatch, etag, require_version, version_of_rule

router = APIRouter(prefix="/api/v1/rules", tags=["events"], responses=Problem.answers(401, 403, 404, 409, 422, 503))

LONGEST_TRIAL_S: Final = 25 * 3600

Number = Annotated[int, Path(ge=1, lt=1 << 31)]


@router.get("", summary="All rules")
async def get_rules(who: Seeing, site: TheSite) -> RulesTold:
    """Oldest first, with what they have counted; of the cameras you may see."""
    events = site.archive.events
    return RulesTold(rules=[show_rule(rule, events) for rule in events.rules.rules() if who.may_see(rule.draft.camera)])


@router.post("", summary="Write a rule", status_code=201)
async def post_rule(new: RuleWritten, answer: Response, who: SettingUp, site: TheSite) -> RuleTold:
    """It is judged by from the next observation on."""
    draft = await _checked(site, who, new.model_dump(mode="json"))
    await _enter(site, who, "rule.changed", 0, draft)
    rule = await site.archive.events.rules.add(draft)
    answer.headers["Location"] = f"/api/v1/rules/{rule.id}"
    return _tagged(answer, show_rule(rule, site.archive.events))


@router.post("/test", summary="Try a rule on a recorded day", responses=Problem.answers(429))
async def post_test(asked: TrialAsked, who: SettingUp, site: TheSite, state: TheState) -> TrialTold:
    """What it would have said of what its camera's worker observed. Nothing is kept, nobody is told."""
    draft = await _checked(site, who, asked.rule.model_dump(mode="json"))
    if draft.camera is None:
        raise ConfigError("only a rule about one camera can be tried", "name its camera")
    begin, end = parse_range(asked.begin, asked.end, longest_s=LONGEST_TRIAL_S)
    if state.trials.locked():
        raise TooMany("other rules or addresses are being tried just now", "try again in a few seconds")
    async with state.trials:
        trial = await try_rule(draft, draft.camera, site.archive.events.observations, begin, end)
    return TrialTold(
        events=[show_event(event) for event in trial.events],
        events_total=trial.events_total,
        muted_total=trial.muted_total,
        observations=trial.observations,
    )


@router.get("/{rule}", summary="One rule")
async def get_rule(rule: Number, answer: Response, who: Seeing, site: TheSite) -> RuleTold:
    """As in the list. `ETag` is the version of what it says, for `If-Match`."""
    found = site.archive.events.rules.get(RuleId(rule))
    if not who.may_see(found.draft.camera):
        raise NotFound(f"there is no rule {rule}")
    return _tagged(answer, show_rule(found, site.archive.events))


@router.patch("/{rule}", summary="Change a rule", responses=Problem.answers(412))
async def patch_rule(
    rule: Number,
    change: RuleChange,
    answer: Response,
    who: SettingUp,
    site: TheSite,
    state: TheState,
    if_match: IfMatch = None,
) -> RuleTold:
    """Absent fields stay as they are. What it remembered and counted is forgotten."""
    rules = site.archive.events.rules
    sent = change.model_dump(mode="json", include=change.model_fields_set)
    kept = {name: value for name, value in sent.items() if value is not None or name in ("schedule", "camera")}
    async with state.versions.turn("rule"):
        old = rules.get(RuleId(rule))
        require_version(if_match, version_of_rule(old), "rule")
        draft = await _checked(site, who, draft_json(old.draft) | kept)
        await _enter(site, who, "rule.changed", rule, draft)
        changed = await rules.change(RuleId(rule), draft)
    return _tagged(answer, show_rule(changed, site.archive.events))


@router.delete("/{rule}", summary="Delete a rule")
async def delete_rule(rule: Number, who: SettingUp, site: TheSite) -> Done:
    """Its events stay."""
    gone = site.archive.events.rules.get(RuleId(rule))
    await _enter(site, who, "rule.removed", rule, gone.draft)
    await site.archive.events.rules.remove(RuleId(rule))
    return Done()


def _tagged(answer: Response, told: RuleTold) -> RuleTold:
    answer.headers["ETag"] = etag(told.version)
    return told


async def _checked(site: Site, who: Visitor, untrusted: dict[str, Any]) -> Draft:
    """The draft, about a camera that is there, and while it is switched on only what that camera can tell."""
    draft = parse_draft(untrusted)
    if draft.camera is None:
        return draft
    camera = await known_camera(site, who, draft.camera)
    if not draft.is_enabled:
        return draft
    trigger = draft.trigger
    areas = {area.number for area in camera.settings.areas}
    if isinstance(trigger, CrowdDense | CrowdSurge) and trigger.area not in areas:
        raise ConfigError(f"camera {camera.id} has no area {trigger.area}", "draw the area on the camera first")
    if isinstance(trigger, CrowdDense | CrowdSurge | Running) and camera.settings.px_per_m_top is None:
        raise ConfigError(f"camera {camera.id} has no scale", "mark its scale first; density and speed need it")
    if isinstance(trigger, VehicleOnFootway) and not site.names_things(camera.id):
        raise ConfigError(
            f"no detector looks at camera {camera.id}, and only one can tell a vehicle from a person",
            "bring one in [detector] of the site's settings, or use zone_entered",
        )
    return draft


async def _enter(site: Site, who: Visitor, kind: str, rule: int, draft: Draft) -> None:
    """On record before it takes effect: a rule that was deleted before something happened can be asked about."""
    await site.record.enter(
        kind, by=str(who.person.id), rule=rule, rule_kind=draft.kind.value, camera=str(draft.camera or ""),
        level=draft.level.value, is_enabled=draft.is_enabled,
    )  # fmt: skip
