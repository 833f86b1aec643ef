"""What a camera's address is, taken apart: by the launcher (which port may be reached), by the worker (what to
open) and by the desk (what may be shown).

Apart from settings.py so that all three read an address the same way; two readings of one address would let
the launcher open a door that the worker does not use, or the reverse. It splits by hand instead of with
urllib, which the clear side may not import, even indirectly. It opens nothing and looks nothing up.

    rtsp rtsps    camera, RTP over TCP or UDP          demo:NAME?seed=1&width=1280&...   a drawn scene
    http https    MJPEG or HLS                         /dev/videoN                       a USB camera
    rtmp rtmps    camera or encoder                    anything else without "://"       a file
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import Final, TypeAlias

from groundglass.errors import PaneError
from groundglass.pane.settings import SecretAddress

_PORTS: Final = {"rtsp": 554, "rtsps": 322, "http": 80, "https": 443, "rtmp": 1935, "rtmps": 443}

_ENCRYPTED: Final = frozenset({"rtsps", "https", "rtmps"})

_URL: Final = re.compile(r"(?P<scheme>[a-zA-Z][a-zA-Z0-9+.-]*)://(?P<authority>[^/?#]*)(?P<rest>.*)", re.DOTALL)
_HOST_PORT: Final = re.compile(r"(?P<host>\[[0-9a-fA-F:.]+(%25[\w.-]+)?\]|[^:\[\]]+)(:(?P<port>[0-9]{1,5}))?")
_NUMERIC_HOST: Final = re.compile(r"[0-9]{1,3}(\.[0-9]{1,3}){3}|[0-9a-fA-F:.]*:[0-9a-fA-F:.]*(%25[\w.-]+)?")
_DEMO: Final = re.compile(r"demo:(?P<scene>[a-z][a-z0-9_-]{0,31})(\?(?P<options>[a-z0-9_=&.-]{0,512}))?")
_DEVICE: Final = re.compile(r"/dev/video[0-9]{1,3}")


@dataclass(frozen=True, slots=True)
class NetworkAddress:
    """A camera on the network. `url` may hold a password and stays out of the repr."""

    scheme: str
    host: str
    port: int
    url: str = field(repr=False)

    @property
    def is_numeric(self) -> bool:
        """True when no name has to be looked up."""
        return _NUMERIC_HOST.fullmatch(self.host) is not None

    @property
    def is_encrypted(self) -> bool:
        return self.scheme in _ENCRYPTED

    @property
    def is_playlist(self) -> bool:
        """True for HLS: a list of files, each fetched by a connection of its own."""
        return self.scheme in ("http", "https") and self.url.partition("?")[0].lower().endswith((".m3u8", ".m3u"))


@dataclass(frozen=True, slots=True)
class FileAddress:
    """A video file on this machine."""

    path: str


@dataclass(frozen=True, slots=True)
class DeviceAddress:
    """A camera plugged into this machine."""

    path: str


@dataclass(frozen=True, slots=True)
class DemoAddress:
    """A scene the project draws itself. Options are lower-case words and numbers only."""

    scene: str
    options: tuple[tuple[str, str], ...]


Address: TypeAlias = NetworkAddress | FileAddress | DeviceAddress | DemoAddress


def parse_address(secret: SecretAddress) -> Address:
    """Take an address apart, or raise `PaneError` saying what is wrong with it - never quoting it."""
    text = secret.reveal().strip()
    if text.startswith("demo:"):
        return _parse_demo(text)
    if _DEVICE.fullmatch(text) is not None:
        return DeviceAddress(text)
    if (url := _URL.fullmatch(text)) is not None:
        return _parse_network(url, text)
    if not text or "\0" in text:
        raise PaneError("the camera's address is empty", "give an address such as rtsp://camera.example/stream")
    return FileAddress(text)


def shown_address(secret: SecretAddress) -> str:
    """The address as people may see it: name and password hidden, and the whole query, which often holds them."""
    url = _URL.fullmatch(secret.reveal().strip())
    if url is None:
        return secret.reveal().strip()
    _, at, host = url["authority"].rpartition("@")
    path, mark, _ = url["rest"].partition("?")
    return f"{url['scheme'].lower()}://{'***@' if at else ''}{host}{path}{'?***' if mark else ''}"


def is_encrypted(secret: SecretAddress) -> bool:
    """Whether the way to this camera is; of what is no address, no."""
    url = _URL.fullmatch(secret.reveal().strip())
    return url is not None and url["scheme"].lower() in _ENCRYPTED


def is_same_view(one: SecretAddress | None, other: SecretAddress | None) -> bool:
    """Whether two addresses differ in nothing but the name and password: only then is it the same picture for sure."""
    return _without_credentials(one) == _without_credentials(other)


def _without_credentials(secret: SecretAddress | None) -> tuple[str, str, str] | None:
    if secret is None:
        return None
    text = secret.reveal().strip()
    url = _URL.fullmatch(text)
    if url is None:
        return "", text, ""
    return url["scheme"].lower(), url["authority"].rpartition("@")[2].lower(), url["rest"]


def _parse_network(url: re.Match[str], text: str) -> NetworkAddress:
    scheme = url["scheme"].lower()
    if scheme not in _PORTS:
        raise PaneError(
            f"cameras cannot be reached by {scheme[:16]}",
            "use an address that begins with rtsp, rtsps, http, https, rtmp or rtmps, a file's path, or /dev/video0",
        )
    _, _, host_port = url["authority"].rpartition("@")
    parts = _HOST_PORT.fullmatch(host_port)
    if parts is None or any(c.isspace() for c in text):
        raise PaneError(
            "the camera's address has no readable host name",
            "write it as rtsp://user:password@host:554/path, with %40 for an @ and %2F for a / in the password",
        )
    port = int(parts["port"] or _PORTS[scheme])
    if not 1 <= port <= 65_535:
        raise PaneError(f"the camera's address names port {port}", "ports lie between 1 and 65535")
    return NetworkAddress(scheme, parts["host"].strip("[]"), port, scheme + text[len(scheme) :])


def _parse_demo(text: str) -> DemoAddress:
    parts = _DEMO.fullmatch(text)
    if parts is None:
        raise PaneError("the demo scene's address cannot be read", "write it as demo:plaza?seed=1&fps=15")
    pairs = [option.partition("=") for option in (parts["options"] or "").split("&") if option]
    return DemoAddress(parts["scene"], tuple((name, value) for name, _, value in pairs))
