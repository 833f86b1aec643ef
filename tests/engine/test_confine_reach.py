"""From settings to what may be reached: no more than this camera needs."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

from groundglass.engine import confine_landlock, confine_limits
from groundglass.engine.confine import Level, offered
from groundglass.engine.confine_python import CLEAR_SIDE, _judge
from groundglass.engine.confine_reach import reach_of
from groundglass.errors import PaneError, Refused
from groundglass.pane.ids import CameraId
from groundglass.pane.settings import SecretAddress, WorkerSettings


def settings(address: str, **others: Any) -> WorkerSettings:
    return WorkerSettings(camera=CameraId("gate"), address=SecretAddress(address), **others)


def test_a_numbered_camera_over_tcp_needs_one_port_and_no_datagrams() -> None:
    reach = reach_of(settings("rtsp://user:x@10.0.0.7:8554/a", transport="tcp"))
    assert (reach.ports, reach.tcp, reach.udp, reach.devices) == ((8554,), True, False, ())
    assert Path("/etc/resolv.conf") not in reach.readable and Path("/etc/ssl/certs") not in reach.readable


@pytest.mark.parametrize("transport", ["udp", "auto"])
def test_rtp_over_udp_needs_datagrams(transport: str) -> None:
    assert reach_of(settings("rtsp://10.0.0.7/a", transport=transport)).udp
    assert not reach_of(settings("http://10.0.0.7/a", transport=transport)).udp


def test_a_named_camera_may_be_looked_up() -> None:
    reach = reach_of(settings("https://gate.example/a", transport="tcp"))
    assert reach.ports == (443, 53) and reach.udp
    assert {Path("/etc/resolv.conf"), Path("/etc/ssl/certs")} <= set(reach.readable)


def test_certificates_are_readable_without_this_machines_own_keys() -> None:
    readable = reach_of(settings("https://10.0.0.7/a")).readable
    for key in (Path("/etc/ssl/private/site.key"), Path("/etc/pki/tls/private/site.key")):
        assert not any(key.is_relative_to(path) for path in readable)


def test_both_streams_of_a_camera_may_be_reached() -> None:
    sub = SecretAddress("http://10.0.0.8:81/small")
    assert reach_of(settings("rtsp://10.0.0.7/a", sub_address=sub, transport="tcp")).ports == (554, 81)


def test_files_devices_and_scenes_need_no_network() -> None:
    for address in ("/videos/a.mp4", "/dev/video2", "demo:plaza"):
        reach = reach_of(settings(address))
        assert (reach.ports, reach.tcp, reach.udp) == ((), False, False)
    assert Path("/videos/a.mp4") in reach_of(settings("/videos/a.mp4")).readable
    assert Path("/videos") not in reach_of(settings("/videos/a.mp4")).readable
    assert reach_of(settings("/dev/video2")).devices == (Path("/dev/video2"),)


def test_nothing_of_a_home_is_readable_but_python() -> None:
    readable = set(reach_of(settings("demo:plaza")).readable)
    assert not readable & {Path("/"), Path.home(), Path("/etc"), Path("/tmp"), Path("/proc"), Path("/var")}


def test_an_address_that_cannot_be_read_reaches_nothing() -> None:
    with pytest.raises(PaneError):
        reach_of(settings("gopher://10.0.0.1/"))


@pytest.mark.parametrize(
    ("event", "arguments"),
    [
        ("open", ("/tmp/x", "wb", 0)), ("open", ("/tmp/x", None, 0o101)), ("open", (3, "a", None)),
        ("socket.__new__", ()), ("subprocess.Popen", ()), ("os.system", ()), ("os.fork", ()), ("os.remove", ()),
        ("ctypes.dlopen", ()), ("shutil.copyfile", ()), ("sqlite3.connect", ()),
    ],
)  # fmt: skip
def test_acts_that_could_carry_something_out_are_refused(event: str, arguments: tuple[object, ...]) -> None:
    with pytest.raises(Refused):
        _judge(event, arguments)


@pytest.mark.parametrize(
    ("event", "arguments"),
    [("open", ("/x", "rb", 0)), ("open", ("/x", None, 0o2000000)), ("import", ("cv2",)), ("os.listdir", ("/",))],
)
def test_ordinary_acts_pass(event: str, arguments: tuple[object, ...]) -> None:
    _judge(event, arguments)


def test_the_frosted_side_cannot_import_what_could_look_at_a_picture() -> None:
    script = (
        "import importlib, sys\n"
        "from groundglass.engine.confine_python import refuse_clear\n"
        "refuse_clear()\n"
        "for name in sys.argv[1:]:\n"
        "    for spelling in (__import__, importlib.import_module):\n"
        "        try:\n"
        "            spelling(name)\n"
        "        except ModuleNotFoundError:\n"
        "            continue\n"
        "        sys.exit(name)\n"
    )
    names = [*CLEAR_SIDE, "groundglass.clear.worker", "groundglass.clear.frost", "cv2.typing", "numpy.linalg"]
    done = subprocess.run([sys.executable, "-I", "-c", script, *names], capture_output=True, check=False, timeout=60)
    assert done.returncode == 0, done.stderr


def test_a_failed_call_tells_its_error_number() -> None:
    with pytest.raises(OSError, match="Invalid argument"):
        confine_limits._prctl(-1, 0)


def test_a_kernel_without_landlock_restricts_nothing_and_says_so(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(confine_landlock, "abi", lambda: 0)
    assert confine_landlock.restrict([Path("/")], [], []) == 0
    assert offered().level is Level.CALLS


def test_a_machine_we_have_no_numbers_for_is_confined_by_limits_alone(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("platform.machine", lambda: "riscv64")
    assert offered().level is Level.LIMITS
    assert not offered().seccomp
