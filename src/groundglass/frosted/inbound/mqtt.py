"""The topics of a broker -> the site's events, for as long as the channel is switched on.

A message is acknowledged after its event is durable, and the broker keeps what comes while we are away (a session of
its own, QoS 1). So none that was acknowledged is lost; one that was not is sent again, and makes a second event unless
it carries a key. A retained message is how things stand, not that something happened: it makes none.

States: not connected -> listening -> (the broker goes) not connected, tried again with growing pauses.
Known weakness: aiomqtt has no public word for acknowledging by hand, so its inner client is asked.
"""

from __future__ import annotations

import logging
from collections.abc import Awaitable, Callable, Coroutine
from typing import Any, Final, Protocol

import aiomqtt
from sqlalchemy.exc import DBAPIError

from groundglass.clock import Clock
from groundglass.errors import ConfigError, GroundglassError
from groundglass.frosted.cameras import CameraBook
from groundglass.frosted.events.occurred import EventOccurred, Level
from groundglass.frosted.events.reports import MAX_MESSAGE_BYTES, Report, parse_inputs, parse_report
from groundglass.frosted.outbound.channels import Channel, ChannelKind
from groundglass.frosted.outbound.mqtt import client_to
from groundglass.frosted.outbound.wire import ReachPolicy, why_not
from groundglass.pane.ids import CameraId, Instant90k

FIRST_PAUSE_S: Final = 1.0
LONGEST_PAUSE_S: Final = 60.0
SAY_EVERY_S: Final = 60.0

_logger: Final = logging.getLogger(__name__)

Known = Callable[[], Awaitable[frozenset[str]]]
"""The cameras of the site."""


class Accepts(Protocol):
    """Where reports go: the site's events."""

    async def report(
        self,
        name: str,
        *,
        level: Level,
        camera: CameraId | None,
        at: Instant90k | None,
        key: str | None,
        is_exercise: bool,
    ) -> EventOccurred:
        """Kept when it returns."""  # fmt: skip


class MqttEar:
    """What one broker has to say. `listen` until cancelled."""

    def __init__(self, channel: Channel, policy: ReachPolicy, events: Accepts, known: Known, clock: Clock) -> None:
        self._channel = channel
        self._policy = policy
        self._events = events
        self._known = known
        self._clock = clock
        self._reports = channel.text("reports")
        self._inputs = parse_inputs(channel.settings.get("inputs", ()))
        self._said_s = float("-inf")
        self.refused_total = 0
        """Messages that were no report, since the channel was switched on."""

    @property
    def has_topics(self) -> bool:
        """Whether there is anything to listen to."""
        return bool(self._reports or self._inputs)

    async def listen(self) -> None:
        """Connect, take what comes, and begin again when the broker goes."""
        pause_s = FIRST_PAUSE_S
        while True:
            try:
                client = await client_to(
                    self._channel, self._policy, f"groundglass-{self._channel.id}-in", is_remembered=True
                )
                client._client.manual_ack_set(True)  # noqa: SLF001 - as above
                async with client:
                    pause_s = FIRST_PAUSE_S
                    await self._take_all(client)
            except (aiomqtt.MqttError, OSError, GroundglassError, DBAPIError) as error:
                self._say("channel %s cannot be listened to: %s", self._why(error))
            await self._clock.sleep(pause_s)
            pause_s = min(2 * pause_s, LONGEST_PAUSE_S)

    async def _take_all(self, client: aiomqtt.Client) -> None:
        topics = {one.topic for one in self._inputs} | ({self._reports} if self._reports else set())
        await client.subscribe([(topic, 1) for topic in sorted(topics)])
        async for message in client.messages:
            for report in await self._reports_of(message):
                await self._events.report(
                    report.name,
                    level=report.level,
                    camera=report.camera,
                    at=report.at,
                    key=report.key,
                    is_exercise=report.is_exercise,
                )
            client._client.ack(message.mid, message.qos)  # noqa: SLF001 - the library has no public word for it

    async def _reports_of(self, message: aiomqtt.Message) -> list[Report]:
        topic, body = str(message.topic), message.payload
        if message.retain:
            return []
        found = [one.report() for one in self._inputs if one.topic == topic and one.means(body)]
        if topic == self._reports:
            try:
                found.append(parse_report(body[: MAX_MESSAGE_BYTES + 1], Instant90k(self._clock.now_90k())))
            except ConfigError as error:
                self.refused_total += 1
                self._say("channel %s was told something that is no report: %s", error.message)
        return [await self._of_a_known_camera(report) for report in found]

    async def _of_a_known_camera(self, report: Report) -> Report:
        """An alarm is not lost because a camera was renamed: without one it is still an alarm."""
        if report.camera is None or report.camera in await self._known():
            return report
        self._say("channel %s was told of a camera that is not here; the event is kept without it%s", "")
        return Report(report.name, report.level, None, report.at, report.key, report.is_exercise)

    def _say(self, text: str, why: str) -> None:
        """At most once a minute: a broker can be away for a day."""
        if self._clock.monotonic_s() - self._said_s >= SAY_EVERY_S:
            self._said_s = self._clock.monotonic_s()
            _logger.warning(text, self._channel.id, why)

    @staticmethod
    def _why(error: Exception) -> str:
        if isinstance(error, GroundglassError):
            return error.message
        if isinstance(error, DBAPIError):
            return "the storage did not answer"
        return why_not(error) if isinstance(error, OSError) else "the broker did not take the connection"


def ears(
    policy: ReachPolicy, events: Accepts, cameras: CameraBook, clock: Clock
) -> Callable[[Channel], Coroutine[Any, Any, None] | None]:
    """For the courier: what listens to a channel, where there is something to listen to."""

    async def known() -> frozenset[str]:
        return frozenset(camera.id for camera in await cameras.list())

    def listen(channel: Channel) -> Coroutine[Any, Any, None] | None:
        if channel.kind is not ChannelKind.MQTT:
            return None
        ear = MqttEar(channel, policy, events, known, clock)
        return ear.listen() if ear.has_topics else None

    return listen
