"""Encrypted cameras: which certificate a worker believes, and that it reads nothing from whoever shows another."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from urllib.parse import urlsplit

import pytest

from groundglass.pane.pictures import FrostedSample
from groundglass.pane.status import CameraState, Cause, SourceFacts, WorkerStatus
from groundglass.pane.trust import TrustOrder
from groundglass.pane.wire import Message
from tests.clear.hearing import hear, only, settings_for, states, stop_after, stop_when
from tests.stands.clips import draw_clip
from tests.stands.encrypted import Encrypted
from tests.stands.http_camera import HttpCamera
from tests.stands.receivers import Certificate, certificate_for
from tests.stands.rtmp import RtmpCamera
from tests.stands.rtsp import RtspCamera


@pytest.fixture(scope="module")
def clip(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return draw_clip(tmp_path_factory.mktemp("camera") / "h264.mp4", pictures=60, b_frames=0)


def trust(folder: Path, certificate: Certificate, name: str | None = "gate.local") -> TrustOrder:
    """As the launcher hands it over, in a file."""
    path = folder / "trusted.pem"
    path.write_text(certificate.certificate)
    return TrustOrder(certificate.certificate, name, str(path))


def ended(message: Message) -> bool:
    return isinstance(message, WorkerStatus) and message.retry_in_s > 0


def seen_or(count: int) -> Callable[[Message, Callable[..., None]], None]:
    """Stop after so many pictures, or when the attempt is over."""
    enough, over = stop_after(count), stop_when(ended)

    def on_message(message: Message, order: Callable[..., None]) -> None:
        enough(message, order)
        over(message, order)

    return on_message


@pytest.mark.parametrize("transport", ["auto", "udp"])
def test_an_encrypted_rtsp_camera_is_seen_with_the_certificate_that_is_trusted(
    clip: Path, tmp_path: Path, transport: str
) -> None:
    shown = certificate_for("gate.local")
    with (
        RtspCamera(clip, user="viewer", password="glass") as camera,
        Encrypted(camera.port, shown, tmp_path) as encrypted,
    ):
        address = f"rtsps://viewer:glass@127.0.0.1:{encrypted.port}/cam"
        told = settings_for(address, trust=trust(tmp_path, shown), transport=transport)
        messages = hear(told, on_message=seen_or(3))
    assert states(messages)[1] == (CameraState.LIVE, Cause.NONE)
    assert only(messages, FrostedSample)


def test_nothing_is_said_to_a_camera_that_shows_another_certificate_and_nothing_is_read(tmp_path: Path) -> None:
    trusted, shown = certificate_for("gate.local"), certificate_for("gate.local")
    with HttpCamera(sign_in="basic") as camera, Encrypted(camera.port, shown, tmp_path) as encrypted:
        for scheme in ("https", "rtsps", "rtmps"):
            address = f"{scheme}://viewer:glass@127.0.0.1:{encrypted.port}/mjpeg"
            messages = hear(settings_for(address, trust=trust(tmp_path, trusted)), on_message=seen_or(1))
            last = only(messages, WorkerStatus)[-1]
            assert (last.state, last.cause) == (CameraState.REFUSED, Cause.CERTIFICATE_OTHER), scheme
            assert last.retry_in_s == 60 and not only(messages, SourceFacts)
        assert encrypted.heard == 0


def test_a_certificate_that_changes_is_noticed_at_the_next_connection_and_accepted_when_told(tmp_path: Path) -> None:
    first, second = certificate_for("gate.local"), certificate_for("gate.local")
    with HttpCamera() as camera, Encrypted(camera.port, first, tmp_path) as encrypted:
        address = f"https://127.0.0.1:{encrypted.port}/mjpeg"
        assert only(hear(settings_for(address, trust=trust(tmp_path, first)), on_message=seen_or(2)), FrostedSample)
        encrypted.show(second)
        refused = hear(settings_for(address, trust=trust(tmp_path, first)), on_message=seen_or(2))
        assert states(refused)[-1] == (CameraState.REFUSED, Cause.CERTIFICATE_OTHER)
        assert only(hear(settings_for(address, trust=trust(tmp_path, second)), on_message=seen_or(2)), FrostedSample)


def test_a_certificate_whose_time_is_over_is_not_believed(tmp_path: Path) -> None:
    for begins_h, ends_h in ((-48, -24), (24, 48)):
        shown = certificate_for("gate.local", begins_h=begins_h, ends_h=ends_h)
        with HttpCamera() as camera, Encrypted(camera.port, shown, tmp_path) as encrypted:
            address = f"https://127.0.0.1:{encrypted.port}/mjpeg"
            messages = hear(settings_for(address, trust=trust(tmp_path, shown)), on_message=seen_or(1))
        assert states(messages)[-1] == (CameraState.REFUSED, Cause.CERTIFICATE_OTHER)


def test_an_authority_vouches_for_the_host_in_the_address_and_for_no_other(tmp_path: Path) -> None:
    for name, is_seen in (("localhost", True), ("elsewhere.example", False)):
        shown = certificate_for(name)
        with HttpCamera() as camera, Encrypted(camera.port, shown, tmp_path) as encrypted:
            address = f"https://localhost:{encrypted.port}/mjpeg"
            messages = hear(settings_for(address, trust=trust(tmp_path, shown, None)), on_message=seen_or(1))
        assert bool(only(messages, FrostedSample)) is is_seen
        if not is_seen:
            assert states(messages)[-1] == (CameraState.REFUSED, Cause.CERTIFICATE_OTHER)


def test_what_is_no_certificate_is_not_blamed_on_one(tmp_path: Path) -> None:
    told = trust(tmp_path, certificate_for("gate.local"))
    with HttpCamera() as plain:
        for address, cause in (
            (f"https://127.0.0.1:{plain.port}/mjpeg", Cause.TLS_FAILED),
            ("https://camera.invalid/mjpeg", Cause.NAME_NOT_FOUND),
        ):
            messages = hear(settings_for(address, trust=told), on_message=seen_or(1))
            assert states(messages)[-1] == (CameraState.LOST, cause)


def test_a_playlist_is_not_read_where_a_certificate_is_asked_for(tmp_path: Path) -> None:
    shown = certificate_for("gate.local")
    with HttpCamera() as camera, Encrypted(camera.port, shown, tmp_path) as encrypted:
        address = f"https://127.0.0.1:{encrypted.port}/live.m3u8"
        messages = hear(settings_for(address, trust=trust(tmp_path, shown)), on_message=seen_or(1))
        assert encrypted.heard == 0
    assert states(messages)[-1] == (CameraState.REFUSED, Cause.PLAYLIST_UNCHECKED)


def test_an_encrypted_rtmp_camera_is_seen(clip: Path, tmp_path: Path) -> None:
    shown = certificate_for("gate.local")
    with RtmpCamera(clip) as camera, Encrypted(int(urlsplit(camera.url()).port or 0), shown, tmp_path) as encrypted:
        address = f"rtmps://127.0.0.1:{encrypted.port}/live/cam"
        messages = hear(settings_for(address, trust=trust(tmp_path, shown)), on_message=seen_or(2))
    assert only(messages, FrostedSample)
