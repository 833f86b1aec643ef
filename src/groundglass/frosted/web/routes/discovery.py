"""Looking for cameras: one question to each network of this machine, and then to one device that a person chose.

Nothing is started by itself and nothing is kept: what is found is shown to whoever may add cameras.
"""

from __future__ import annotations

from fastapi import APIRouter
from starlette.responses import Response

from groundglass.errors import PaneError, TooMany
from groundglass.frosted.inventory.discovery import Device, scan
from groundglass.frosted.inventory.onvif import streams_of
from groundglass.frosted.web.addresses import judge_of
from groundglass.frosted.web.camera import reached_cameras
from groundglass.frosted.web.entry import SettingUp, TheSettings, TheSite
from groundglass.frosted.web.models.discovery import (
    DeviceTold,
    NetworkTold,
    ScanTold,
    StreamsAsked,
    StreamsTold,
    StreamTold,
)
from groundglass.frosted.web.problems import Problem
from groundglass.frosted.web.state import TheState
from groundglass.pane.address import DeviceAddress, NetworkAddress, parse_address
from groundglass.pane.settings import SecretAddress

router = APIRouter(prefix="/api/v1/discovery", tags=["cameras"], responses=Problem.answers(401, 403, 422, 429))


@router.post("", summary="Look for cameras on this machine's networks")
async def post_discovery(who: SettingUp, site: TheSite, state: TheState) -> ScanTold:
    """Asks each network once by WS-Discovery and listens for three seconds. Only cameras that speak ONVIF answer."""
    if state.scans.locked():
        raise TooMany("somebody is looking for cameras just now", "try again in a few seconds")
    async with state.scans:
        found = await scan()
    here: dict[str, list[str]] = {}
    for record in await reached_cameras(site, who):
        for key in {_where(record.settings.address), _where(record.settings.sub_address)} - {""}:
            here.setdefault(key, []).append(record.id)
    return ScanTold(
        networks=[NetworkTold(interface=one.interface, own=one.own, reach=one.reach) for one in found.networks],
        failed=list(found.failed),
        devices=[_show(device, here) for device in found.devices],
    )


@router.post("/streams", summary="Ask one device for its streams")
async def post_streams(
    asked: StreamsAsked, answer: Response, who: SettingUp, settings: TheSettings, state: TheState
) -> StreamsTold:
    """By ONVIF, with the name and password given. The device and its ports are judged as a camera's address is."""
    if state.scans.locked():
        raise TooMany("a device is being asked just now", "try again in a few seconds")
    judge = await judge_of(asked.service, settings.addresses)
    async with state.scans:
        streams = await streams_of(asked.service, asked.user, asked.password, judge, asked.certificate)
    answer.headers["Cache-Control"] = "no-store"
    return StreamsTold(
        streams=[
            StreamTold(name=one.name, encoding=one.encoding, width=one.width, height=one.height, address=one.address)
            for one in streams
        ]
    )


def _show(device: Device, here: dict[str, list[str]]) -> DeviceTold:
    return DeviceTold(
        ip=device.ip,
        name=device.name,
        hardware=device.hardware,
        service=device.service,
        path=device.path,
        cameras=here.get(device.ip or device.path, []),
    )


def _where(address: SecretAddress | None) -> str:
    """What tells a camera's machine: its host, or the device it is plugged in as."""
    if address is None:
        return ""
    try:
        parsed = parse_address(address)
    except PaneError:
        return ""
    match parsed:
        case NetworkAddress():
            return parsed.host
        case DeviceAddress(path):
            return path
        case _:
            return ""
