"""CAP 1.2 (OASIS Common Alerting Protocol): a notice as an alert that warning systems understand.

An incident begins with an Alert; each change is an Update, and turning out to be false is a Cancel, both of which
refer to every earlier message of the incident. `status` is Exercise for exercises and Test for trials of a channel.
Element order, the form of times (UTC is written -00:00) and the characters an identifier may have are the standard's
(sections 3.2 and 3.3). The scope is Restricted: whoever receives these decides what the public is told.
"""

from __future__ import annotations

import re
import xml.etree.ElementTree as ET
from collections.abc import Sequence
from typing import Final

from groundglass import __version__
from groundglass.frosted.outbound.channels import Channel
from groundglass.frosted.outbound.geography import Spot, Spots
from groundglass.frosted.outbound.instants import moment
from groundglass.frosted.outbound.notice import Notice
from groundglass.frosted.outbound.outbox import Failed, Message, Sent
from groundglass.frosted.outbound.wire import ReachPolicy, posted

NAMESPACE: Final = "urn:oasis:names:tc:emergency:cap:1.2"
RESTRICTION: Final = "For those who answer for the safety of this place. Not for publication."
CIRCLE_KM: Final = 0.05

_CATEGORY: Final = {
    "flame": "Fire",
    "smoke": "Fire",
    "camera_health": "Infra",
    "recording_gap": "Infra",
    "storage_low": "Infra",
    "drill_overdue": "Infra",
    "vehicle_on_footway": "Transport",
    "person_down": "Health",
    "outside": "Other",
    "test": "Other",
}
_URGENCY: Final = {"alarm": "Immediate", "warning": "Expected", "info": "Unknown"}
_SEVERITY: Final = {"alarm": "Severe", "warning": "Moderate", "info": "Minor"}
_UNFIT: Final = re.compile(r"[\s,<&]+")


class CapSender:
    """Posts alerts to one address."""

    def __init__(self, channel: Channel, policy: ReachPolicy, spots: Spots) -> None:
        self._channel = channel
        self._policy = policy
        self._spots = spots

    async def send(self, messages: Sequence[Message]) -> list[Sent | Failed]:
        """One after another: an Update must not overtake its Alert."""
        return [await self._one(message) for message in messages]

    async def tick(self) -> None:
        """Nothing to keep alive."""

    async def close(self) -> None:
        """Nothing is held."""

    async def _one(self, message: Message) -> Sent | Failed:
        spot = await self._spots(message.notice.camera)
        body = alert(message.notice, self._channel.text("sender"), spot)
        headers = {"Content-Type": "application/cap+xml", "User-Agent": f"Groundglass/{__version__}"}
        headers["Idempotency-Key"] = message.key
        if token := self._channel.text("token"):
            headers["Authorization"] = f"Bearer {token}"
        return await posted(self._channel.text("url"), body, headers, self._policy)


def alert(notice: Notice, sender: str, spot: Spot | None) -> bytes:
    """The alert as XML, UTF-8."""
    sender = _UNFIT.sub("_", sender)
    root = ET.Element("alert", {"xmlns": NAMESPACE})
    kind = message_type(notice)
    _add(root, "identifier", notice.key)
    _add(root, "sender", sender)
    _add(root, "sent", cap_time(notice.said_90k))
    _add(root, "status", "Test" if notice.source == "test" else "Exercise" if notice.is_exercise else "Actual")
    _add(root, "msgType", kind)
    _add(root, "source", "Groundglass")
    _add(root, "scope", "Restricted")
    _add(root, "restriction", RESTRICTION)
    if kind != "Alert":
        earlier = (f"{sender},{key},{cap_time(at_90k)}" for key, at_90k in notice.earlier)
        _add(root, "references", " ".join(earlier))
    if notice.incident is not None:
        _add(root, "incidents", str(notice.incident))
    _info(ET.SubElement(root, "info"), notice, spot)
    body: bytes = ET.tostring(root, encoding="utf-8", xml_declaration=True)
    return body


def message_type(notice: Notice) -> str:
    """Alert, Update or Cancel."""
    if not notice.earlier:
        return "Alert"
    return "Cancel" if notice.outcome in {"false_alarm", "test"} else "Update"


def cap_time(at_90k: int) -> str:
    """As the standard writes UTC: 2026-11-21T23:00:00-00:00."""
    return moment(at_90k).strftime("%Y-%m-%dT%H:%M:%S-00:00")


def _info(info: ET.Element, notice: Notice, spot: Spot | None) -> None:
    is_over = notice.state in {"resolved", "closed"} or notice.phase == "ended"
    is_seen = notice.source == "incident" and notice.state not in {"", "new"}
    _add(info, "language", "en")
    _add(info, "category", _CATEGORY.get(notice.kind, "Safety"))
    _add(info, "event", notice.kind.replace("_", " "))
    _add(info, "responseType", "AllClear" if is_over else "Assess")
    _add(info, "urgency", "Past" if is_over else _URGENCY[notice.level])
    _add(info, "severity", _SEVERITY[notice.level])
    _add(info, "certainty", "Observed" if is_seen else "Possible")
    _add(info, "onset", cap_time(notice.at_90k))
    _add(info, "senderName", notice.site)
    _add(info, "headline", ("Exercise: " if notice.is_exercise else "") + notice.title[:150])
    for name, value in (("camera", notice.camera), ("zone", notice.zone), ("state", notice.state), *notice.values):
        if value != "":
            parameter = ET.SubElement(info, "parameter")
            _add(parameter, "valueName", name)
            _add(parameter, "value", str(value))
    area = ET.SubElement(info, "area")
    _add(area, "areaDesc", notice.camera_name or notice.site)
    if spot is not None:
        _add(area, "circle", f"{spot.latitude:.6f},{spot.longitude:.6f} {CIRCLE_KM}")


def _add(parent: ET.Element, name: str, text: str) -> None:
    ET.SubElement(parent, name).text = text
