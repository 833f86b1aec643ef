"""What FFmpeg is told for each kind of address, and why.

Apart so that an auditor can read in one place what the decoder may reach: the protocols a camera or file may
make FFmpeg speak are listed here and nowhere else. The launcher's sandbox enforces the same from below.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Final, assert_never

from groundglass.pane.address import DeviceAddress, FileAddress, NetworkAddress
from groundglass.pane.settings import WorkerSettings

_OPEN_TIMEOUT_S: Final = 10.0
_FILE_TIMEOUT_S: Final = 60.0
_MAX_PIXELS: Final = str(8192 * 8192)

_QUICK_START: Final = {
    "analyzeduration": "2000000",  # us; enough for one group of pictures, so that a late key picture is found
    "fpsprobesize": "0",  # the announced rate is not believed anyway, so do not wait to measure it
    "max_pixels": _MAX_PIXELS,
}


@dataclass(frozen=True, slots=True)
class Opening:
    """Arguments for one opening. `url` may hold a password.

    `is_live`: pictures come when the camera makes them. `is_paced`: we decide when each is due. `joins`: FFmpeg
    hands out the pieces a picture came in, as they come, and joining.py makes pictures of those it knows. `is_checked`:
    whoever shows another certificate than one that is trusted is not read.
    """

    url: str = field(repr=False)
    format: str | None
    options: dict[str, str]
    open_timeout_s: float
    read_timeout_s: float
    is_live: bool
    is_paced: bool
    trust_spacing: bool
    joins: bool = False
    is_checked: bool = False


def opening_of(address: NetworkAddress | FileAddress | DeviceAddress, settings: WorkerSettings) -> Opening:
    """How to open this address."""
    match address:
        case NetworkAddress():
            return _network(address, settings)
        case FileAddress(path):
            # "file:" keeps a path with a colon in it from being read as another protocol.
            return Opening(
                f"file:{path}",
                None,
                {"protocol_whitelist": "file", "max_pixels": _MAX_PIXELS},
                _FILE_TIMEOUT_S,
                _FILE_TIMEOUT_S,
                is_live=False,
                is_paced=settings.pace == "live",
                trust_spacing=True,
            )
        case DeviceAddress(path):
            return Opening(
                path, "v4l2", {}, _OPEN_TIMEOUT_S, settings.stall_s, is_live=True, is_paced=False, trust_spacing=False
            )
        case _:
            assert_never(address)


def _network(address: NetworkAddress, settings: WorkerSettings) -> Opening:
    if address.scheme in ("rtsp", "rtsps"):
        options, is_hls = _rtsp(settings), False
    elif address.scheme in ("http", "https"):
        is_hls = address.is_playlist
        # Where a certificate is asked for, no redirect leads away from it.
        known = "https,tcp,tls" if _is_checked(address, settings) else "http,https,tcp,tls,crypto,data"
        options = {
            "protocol_whitelist": known,
            "user_agent": "groundglass",
            "rw_timeout": str(round(max(_OPEN_TIMEOUT_S, settings.stall_s) * 1e6)),
        }
        if is_hls:
            options |= {"live_start_index": "-1", "extension_picky": "0"}
    else:
        options, is_hls = {"protocol_whitelist": "rtmp,rtmps,tcp,tls", "rtmp_live": "live"}, False
    return Opening(
        address.url,
        None,
        _QUICK_START | options | _trust(address, settings),
        _OPEN_TIMEOUT_S,
        # FFmpeg's own patience ends after the stall has been reported, not before.
        settings.stall_s + (_OPEN_TIMEOUT_S if is_hls else 1.0),
        is_live=True,
        is_paced=is_hls,  # whole segments arrive at once
        trust_spacing=address.scheme not in ("http", "https") or is_hls,  # MJPEG's stamps are made up
        joins="fflags" in options,
        is_checked=_is_checked(address, settings),
    )


def _is_checked(address: NetworkAddress, settings: WorkerSettings) -> bool:
    """Whether this connection is held to a certificate."""
    return address.is_encrypted and settings.trust is not None


def _trust(address: NetworkAddress, settings: WorkerSettings) -> dict[str, str]:
    """FFmpeg's TLS (GnuTLS in the wheel) checks chain, dates and name; a file that cannot be read trusts nobody."""
    if settings.trust is None or not _is_checked(address, settings):
        return {}
    name = {"verifyhost": settings.trust.name} if settings.trust.name is not None else {}
    return {"tls_verify": "1", "ca_file": settings.trust.file} | name


def _rtsp(settings: WorkerSettings) -> dict[str, str]:
    options = {
        "protocol_whitelist": "rtsp,rtp,udp,tcp,tls",
        # Metadata is not even requested, nor is sound unless the site has it sealed.
        "allowed_media_types": "video+audio" if settings.sealing and settings.sealing.sound else "video",
        "timeout": str(round(max(_OPEN_TIMEOUT_S, settings.stall_s) * 1e6)),
        "max_delay": "200000",  # us; how long a missing UDP packet is waited for
        "fflags": "+noparse+nofillin",  # see joining.py; not nobuffer, which loses what was read while opening
        "user_agent": "groundglass",
    }
    match settings.transport:
        case "auto":
            options["rtsp_flags"] = "prefer_tcp"
        case "tcp" | "udp":
            options["rtsp_transport"] = settings.transport
        case _:
            assert_never(settings.transport)
    return options
