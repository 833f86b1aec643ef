"""What is asked and told when cameras are looked for."""

from __future__ import annotations

from pydantic import Field

from groundglass.frosted.web.models.base import Asked, Told
from groundglass.frosted.web.models.certificates import Pem


class NetworkTold(Told):
    """A network that was asked."""

    interface: str = Field(examples=["eth0"])
    own: str = Field(examples=["192.0.2.2"])
    reach: str = Field(examples=["192.0.2.0/24"])


class DeviceTold(Told):
    """Something that answered. `service` is where its streams can be asked for; `path` is set for one plugged in.

    `cameras` are the ids of this site's cameras at its address."""

    ip: str = Field(examples=["192.0.2.7"])
    name: str = Field(examples=["Gate camera"])
    hardware: str = Field(examples=["P3265-LV"])
    service: str = Field(examples=["http://192.0.2.7/onvif/device_service"])
    path: str = Field(examples=[""])
    cameras: list[str]


class ScanTold(Told):
    """What was asked and who answered. `failed` are interfaces that could not be asked."""

    networks: list[NetworkTold]
    failed: list[str]
    devices: list[DeviceTold]


class StreamsAsked(Asked):
    """A device, and who asks. Nothing of it is kept. An https service is asked only if it shows `certificate`."""

    service: str = Field(max_length=2048, examples=["http://192.0.2.7/onvif/device_service"])
    user: str = Field(default="", max_length=200, repr=False, examples=["operator"])
    password: str = Field(default="", max_length=200, repr=False, examples=["correct horse"])
    certificate: Pem | None = None


class StreamTold(Told):
    """A stream. Its address holds the name and password that were given, ready to be a camera's address."""

    name: str = Field(examples=["mainStream"])
    encoding: str = Field(examples=["h264"])
    width: int = Field(examples=[1920])
    height: int = Field(examples=[1080])
    address: str = Field(repr=False, examples=["rtsp://operator:correct%20horse@192.0.2.7:554/stream1"])


class StreamsTold(Told):
    """A device's streams, largest first."""

    streams: list[StreamTold]
