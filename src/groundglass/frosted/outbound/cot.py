"""Cursor on Target: cameras and what happens, on the maps of TAK clients and servers, over TCP or TLS.

A camera is a sensor with its field of view, told again every minute and stale after three. An event or incident is a
marker at its camera's position that goes stale soon, so that a map shows what is so and never what was. A camera
without a position cannot be shown, and says so. The protocol has no receipt: "sent" means handed to the connection.
"""

from __future__ import annotations

import asyncio
import socket
import ssl
import xml.etree.ElementTree as ET
from collections.abc import Awaitable, Callable, Mapping, Sequence
from datetime import timedelta
from typing import Final

from groundglass.clock import Clock
from groundglass.errors import Refused
from groundglass.frosted.outbound.channels import Channel
from groundglass.frosted.outbound.geography import Spot
from groundglass.frosted.outbound.instants import moment
from groundglass.frosted.outbound.notice import Notice
from groundglass.frosted.outbound.outbox import Failed, Message, Sent
from groundglass.frosted.outbound.wire import ReachPolicy, Trust, connected, why_not

SENSOR_EVERY_S: Final = 60.0
SENSOR_STALE_S: Final = 180
EVENT_STALE_S: Final = {"info": 60, "warning": 120, "alarm": 300}
UNKNOWN_ERROR: Final = "9999999.0"
_COLOUR: Final = {"info": "-1", "warning": "-256", "alarm": "-65536"}  # signed ARGB: white, yellow, red

Positions = Callable[[], Awaitable[Mapping[str, Spot]]]
Cameras = Callable[[], Awaitable[Mapping[str, str]]]


class CotSender:
    """One connection to one server or client, made when needed and kept."""

    def __init__(
        self, channel: Channel, policy: ReachPolicy, positions: Positions, cameras: Cameras, clock: Clock
    ) -> None:
        self._channel = channel
        self._policy = policy
        self._positions = positions
        self._cameras = cameras
        self._clock = clock
        self._wire: socket.socket | None = None
        self._shown_s = float("-inf")

    async def send(self, messages: Sequence[Message]) -> list[Sent | Failed]:
        """In order, over one connection."""
        spots = await self._positions()
        return [await self._one(message, spots.get(message.notice.camera)) for message in messages]

    async def tick(self) -> None:
        """Show the cameras every minute, and read away what the other side tells."""
        if self._clock.monotonic_s() - self._shown_s < SENSOR_EVERY_S:
            if self._wire is not None and not await asyncio.to_thread(_is_alive, self._wire):
                await self.close()
            return
        names = await self._cameras()
        now_90k = self._clock.now_90k()
        told = [
            sensor(camera, names[camera], spot, now_90k)
            for camera, spot in (await self._positions()).items()
            if camera in names
        ]
        try:
            await self._write(b"".join(told))
            self._shown_s = self._clock.monotonic_s()
        except (OSError, Refused):
            await self.close()  # tried again at the next tick, and by the next message, which says why

    async def close(self) -> None:
        """Let the connection go."""
        wire, self._wire = self._wire, None
        if wire is not None:
            wire.close()

    async def _one(self, message: Message, spot: Spot | None) -> Sent | Failed:
        if spot is None:
            return Failed("its camera has no position on the map", is_final=True)
        try:
            await self._write(marker(message.notice, spot))
        except Refused as error:
            return Failed(error.message, is_final=True)
        except OSError as error:
            await self.close()
            return Failed(why_not(error))
        return Sent()

    async def _write(self, body: bytes) -> None:
        if self._wire is not None and not await asyncio.to_thread(_is_alive, self._wire):
            await self.close()
        if self._wire is None:
            settings = self._channel
            trust = Trust(settings.text("ca"), settings.text("certificate"), settings.text("key"))
            is_tls = settings.settings.get("tls", False) is True
            port = int(settings.settings["port"])
            self._wire = await connected(settings.text("host"), port, self._policy, trust if is_tls else None)
        await asyncio.to_thread(self._wire.sendall, body)


def marker(notice: Notice, spot: Spot) -> bytes:
    """An event or an incident as a marker at its camera. The same incident keeps its uid, so it moves on the map."""
    subject = f"incident-{notice.incident}" if notice.incident is not None else notice.key
    is_over = notice.state in {"resolved", "closed"}
    event = _event(
        f"groundglass-{subject}", "b-m-p-s-m", notice.said_90k, 5 if is_over else EVENT_STALE_S[notice.level]
    )
    _point(event, spot)
    detail = ET.SubElement(event, "detail")
    ET.SubElement(detail, "contact", callsign=("EXERCISE " if notice.is_exercise else "") + notice.title[:80])
    ET.SubElement(detail, "color", argb=_COLOUR[notice.level])
    words = [notice.kind.replace("_", " "), notice.level, notice.state.replace("_", " ")]
    ET.SubElement(detail, "remarks").text = ", ".join(word for word in words if word)
    body: bytes = ET.tostring(event, encoding="utf-8", xml_declaration=True)
    return body + b"\n"


def sensor(camera: str, name: str, spot: Spot, now_90k: int) -> bytes:
    """A camera with its field of view."""
    event = _event(f"groundglass-camera-{camera}", "b-m-p-s-p-loc", now_90k, SENSOR_STALE_S)
    _point(event, spot)
    detail = ET.SubElement(event, "detail")
    ET.SubElement(detail, "contact", callsign=name[:80])
    ET.SubElement(
        detail,
        "sensor",
        azimuth=f"{spot.azimuth_deg:.0f}",
        fov=f"{spot.view_deg:.0f}",
        range=str(spot.range_m),
        elevation="0",
        model="Groundglass",
        type="r-e",
    )
    body: bytes = ET.tostring(event, encoding="utf-8", xml_declaration=True)
    return body + b"\n"


def _event(uid: str, kind: str, at_90k: int, stale_s: int) -> ET.Element:
    at = moment(at_90k)
    begin, end = (
        f"{when:%Y-%m-%dT%H:%M:%S}.{when.microsecond // 1000:03d}Z" for when in (at, at + timedelta(seconds=stale_s))
    )
    return ET.Element("event", version="2.0", uid=uid, type=kind, how="m-g", time=begin, start=begin, stale=end)


def _point(event: ET.Element, spot: Spot) -> None:
    ET.SubElement(
        event,
        "point",
        lat=f"{spot.latitude:.7f}",
        lon=f"{spot.longitude:.7f}",
        hae=f"{spot.height_m:.1f}",
        ce=UNKNOWN_ERROR,
        le=UNKNOWN_ERROR,
    )


def _is_alive(wire: socket.socket) -> bool:
    """Read away whatever the other side sent; false when it has gone."""
    try:
        wire.setblocking(False)
        while wire.recv(65_536):
            pass
    except (BlockingIOError, ssl.SSLWantReadError):
        return True
    except OSError:
        return False
    finally:
        wire.settimeout(10.0)
    return False
