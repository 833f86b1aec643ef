"""Cameras: list, add, try, change, remove, bring back.

Each change is written to the book first and carried out by the engine after; a crash between leaves what the
book says, and the engine starts from the book.
"""

from __future__ import annotations

from dataclasses import replace
from typing import Any, Final

from fastapi import APIRouter
from starlette.responses import Response

from groundglass.errors import TooMany
from groundglass.frosted.cameras import RESTORE_WITHIN_S, CameraRecord, CameraSettings, must_prove_anew
from groundglass.frosted.inventory.certificates import read_certificate, trust_of
from groundglass.frosted.site import Site
from groundglass.frosted.web.acting import cameras_of
from groundglass.frosted.web.addresses import check_address
from groundglass.frosted.web.camera import CameraName, SeenCamera, SetUpCamera, reached_cameras
from groundglass.frosted.web.entry import Seeing, SettingUp, TheSettings, TheSite
from groundglass.frosted.web.instants import show_instant
from groundglass.frosted.web.models.cameras import (
    CameraChange,
    CamerasTold,
    CameraTold,
    NewCamera,
    Removed,
    Trial,
    TrialTold,
)
from groundglass.frosted.web.problems import Problem
from groundglass.frosted.web.scale import scale_of
from groundglass.frosted.web.settings import WebSettings
from groundglass.frosted.web.shown.cameras import show_camera, show_probe
from groundglass.frosted.web.state import TheState, WebState
from groundglass.frosted.web.versions import IfMatch, etag, require_version
from groundglass.pane.control import parse_areas, parse_polygons
from groundglass.pane.ids import TICKS_PER_S, parse_camera_id
from groundglass.pane.settings import SecretAddress
from groundglass.pane.status import SourceFacts

router = APIRouter(prefix="/api/v1/cameras", tags=["cameras"], responses=Problem.answers(401, 403, 404, 409, 422, 503))

# Fields of a change that go into the settings as they are.
_PLAIN: Final = (
    "transport",
    "mode",
    "style",
    "evidence_s",
    "px_per_m_top",
    "px_per_m_bottom",
    "view_deg",
    "max_rate_hz",
    "seal",
    "sound",
)
_MAY_BE_NULL: Final = frozenset({"px_per_m_top", "px_per_m_bottom", "view_deg", "max_rate_hz"})


@router.get("", summary="All cameras, with their states")
async def get_cameras(who: Seeing, site: TheSite, state: TheState) -> CamerasTold:
    """In their order."""
    return CamerasTold(cameras=[await show(site, state, record) for record in await reached_cameras(site, who)])


@router.post("", summary="Add a camera", status_code=201)
async def post_camera(
    new: NewCamera, answer: Response, who: SettingUp, site: TheSite, settings: TheSettings, state: TheState
) -> CameraTold:
    """It is started at once unless `enabled` is false."""
    made = await _changed(CameraSettings(SecretAddress(new.address)), new, settings, None)
    wanted = parse_camera_id(new.id) if new.id is not None else None
    record = await cameras_of(site, who).add(new.name, made, id=wanted, enabled=new.enabled is not False)
    if new.position is not None:
        record = await cameras_of(site, who).change(record.id, position=new.position)
    if record.enabled:
        await site.control.start(record.id)
    site.states.touch(record.id)
    answer.headers["Location"] = f"/api/v1/cameras/{record.id}"
    return await show(site, state, record)


@router.post("/test", summary="Try an address", responses=Problem.answers(429))
async def post_test(trial: Trial, who: SettingUp, site: TheSite, settings: TheSettings, state: TheState) -> TrialTold:
    """Opens the camera for at most 15 s, records nothing, and says what was found or why not."""
    address = SecretAddress(trial.address)
    await check_address(address, settings.addresses)
    trust = trust_of(trial.certificate) if trial.certificate is not None else settings.addresses.authority
    if state.trials.locked():
        raise TooMany("other addresses are being tried just now", "try again in a few seconds")
    async with state.trials:
        return show_probe(address, await site.control.probe(address, trial.transport, trust))


@router.get("/{camera}", summary="One camera, with its state")
async def get_camera(record: SeenCamera, answer: Response, site: TheSite, state: TheState) -> CameraTold:
    """As in the list. `ETag` is the version of its settings, for `If-Match`; how it is changes all the time."""
    return _tagged(answer, await show(site, state, record))


@router.patch("/{camera}", summary="Change a camera", responses=Problem.answers(412))
async def patch_camera(
    who: SettingUp,
    found: SetUpCamera,
    change: CameraChange,
    answer: Response,
    site: TheSite,
    settings: TheSettings,
    state: TheState,
    if_match: IfMatch = None,
) -> CameraTold:
    """Absent fields stay as they are. A change of what its worker is told restarts the worker."""
    async with state.versions.turn("camera"):
        old = await site.cameras.get(found.id)
        require_version(if_match, state.versions.of_camera(old), "camera")
        new_settings = await _changed(old.settings, change, settings, site.states.report(old.id).facts)
        record = await cameras_of(site, who).change(
            old.id,
            name=change.name,
            enabled=change.enabled,
            position=change.position,
            settings=None if new_settings == old.settings else new_settings,
        )
        await _carry_out(site, old, record)
    site.states.touch(record.id)
    return _tagged(answer, await show(site, state, record))


@router.delete("/{camera}", summary="Remove a camera")
async def delete_camera(who: SettingUp, old: SetUpCamera, site: TheSite, state: TheState) -> Removed:
    """Can be undone for ten minutes. Its recordings stay until retention."""
    record = await cameras_of(site, who).remove(old.id)
    await site.control.stop(record.id)
    state.recorded.forget(record.id)
    site.states.remove(record.id)
    removed_at = record.removed_at if record.removed_at is not None else site.clock.now_90k()
    until_90k = removed_at + round(RESTORE_WITHIN_S * TICKS_PER_S)
    return Removed(id=record.id, restore_until=show_instant(until_90k))


@router.post("/{camera}/restore", summary="Bring back a removed camera")
async def restore_camera(who: SettingUp, camera: CameraName, site: TheSite, state: TheState) -> CameraTold:
    """Within ten minutes of its removal."""
    record = await cameras_of(site, who).restore(camera)
    if record.enabled:
        await site.control.start(record.id)
    site.states.touch(record.id)
    return await show(site, state, record)


def _tagged(answer: Response, told: CameraTold) -> CameraTold:
    answer.headers["ETag"] = etag(told.version)
    return told


async def show(site: Site, state: WebState, record: CameraRecord) -> CameraTold:
    """A camera as it is now."""
    recorded = await state.recorded.of(record.id)
    report, version = site.states.report(record.id), state.versions.of_camera(record)
    return show_camera(record, report, recorded, version, has_authority=state.has_authority)


async def _carry_out(site: Site, old: CameraRecord, new: CameraRecord) -> None:
    """Have the engine do what the book now says."""
    proves_anew = must_prove_anew(old.settings, new.settings)
    if proves_anew:
        await site.control.stop(new.id)
        site.shelf.forget_place(new.id)
    if not new.enabled:
        await site.control.stop(new.id)
    elif not old.enabled or proves_anew:
        await site.control.start(new.id)
    elif new.settings.is_other_for_worker(old.settings):
        await site.control.restart(new.id)


async def _changed(
    old: CameraSettings, change: CameraChange, settings: WebSettings, facts: SourceFacts | None
) -> CameraSettings:
    """The settings with a change applied; addresses are checked against the site's policy."""
    sent = change.model_fields_set
    values: dict[str, Any] = {
        name: getattr(change, name)
        for name in _PLAIN
        if name in sent and (name in _MAY_BE_NULL or getattr(change, name) is not None)
    }
    if change.address is not None:
        values["address"] = SecretAddress(change.address)
        await check_address(values["address"], settings.addresses)
    if "sub_address" in sent:
        values["sub_address"] = SecretAddress(change.sub_address) if change.sub_address else None
        if values["sub_address"] is not None:
            await check_address(values["sub_address"], settings.addresses)
    if "certificate" in sent:
        values["certificate"] = read_certificate(change.certificate).pem if change.certificate is not None else None
    if change.privacy is not None:
        values["privacy"] = parse_polygons(change.privacy)
    if change.overlays is not None:
        values["overlays"] = parse_polygons(change.overlays)
    if change.areas is not None:
        values["areas"] = parse_areas([(area.number, area.polygon) for area in change.areas])
    if "scale" in sent:
        scale = scale_of(change.scale, facts) if change.scale is not None else None
        values["px_per_m_top"] = scale.at_top if scale is not None else None
        values["px_per_m_bottom"] = scale.at_top + scale.slope if scale is not None else None
    if change.retention is not None:
        values["keep_days"], values["keep_bytes"] = change.retention.days, change.retention.bytes
    return replace(old, **values)
