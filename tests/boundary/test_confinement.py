"""What a worker cannot do, tried from inside one: first with Python's own refusals, then by the kernel alone."""

from __future__ import annotations

import errno
import os
import socket
from collections.abc import Iterator
from pathlib import Path

import pytest

from groundglass.engine.confine import Level, offered
from groundglass.engine.confine_seccomp import architecture
from groundglass.pane.settings import WorkerSettings
from groundglass.pane.wire import HEAD
from tests.boundary.process import intrude, settings_for, start

DEMO = settings_for("demo:plaza")
BOTH = pytest.mark.parametrize("by_python", [True, False], ids=["python", "kernel"])


@pytest.fixture
def listener() -> Iterator[int]:
    """A port on loopback where somebody listens."""
    with socket.create_server(("127.0.0.1", 0)) as server:
        yield int(server.getsockname()[1])


def test_this_machine_confines_in_full() -> None:
    """Where this fails, the claims below are weaker than they read: the kernel lacks seccomp or Landlock."""
    assert offered().level is Level.FULL


@BOTH
@pytest.mark.parametrize("folder", ["/tmp", "/dev/shm", "/var/tmp"])
def test_a_worker_cannot_write_a_file(by_python: bool, folder: str) -> None:
    path = Path(folder) / f"groundglass-clear-{os.getpid()}-{by_python}"
    answer = intrude("write_file", DEMO, by_python=by_python, path=str(path))
    assert not answer["done"]
    assert not path.exists()


@BOTH
@pytest.mark.parametrize("act", ["append_through_descriptor", "remove_file", "rename_file"])
def test_a_worker_cannot_touch_a_file_that_is_there(by_python: bool, act: str, tmp_path: Path) -> None:
    path = tmp_path / "kept"
    path.write_bytes(b"kept")
    assert not intrude(act, DEMO, by_python=by_python, path=str(path))["done"]
    assert path.read_bytes() == b"kept"


@BOTH
def test_a_worker_cannot_make_a_folder(by_python: bool, tmp_path: Path) -> None:
    assert not intrude("make_folder", DEMO, by_python=by_python, path=str(tmp_path / "new"))["done"]
    assert not (tmp_path / "new").exists()


def test_a_worker_reads_its_own_file_and_no_other(tmp_path: Path) -> None:
    own, other = tmp_path / "own.mp4", tmp_path / "site.key"
    own.write_bytes(b"12345")
    other.write_bytes(b"secret")
    settings = settings_for(own)
    assert intrude("read_file", settings, by_python=False, path=str(own)) == {"done": True, "got": 5}
    assert intrude("read_file", settings, by_python=False, path=str(other))["error"] == "PermissionError"
    assert intrude("read_file", settings, by_python=False, path="/etc/passwd")["error"] == "PermissionError"


@BOTH
def test_a_worker_without_a_network_camera_has_no_socket(by_python: bool, tmp_path: Path) -> None:
    for settings in (DEMO, settings_for(tmp_path / "a.mp4"), settings_for("/dev/video0")):
        for family, kind in (("AF_INET", "SOCK_STREAM"), ("AF_INET6", "SOCK_DGRAM"), ("AF_UNIX", "SOCK_STREAM")):
            answer = intrude("open_socket", settings, by_python=by_python, family=family, kind=kind)
            assert not answer["done"], (family, kind)


def test_a_worker_calls_its_cameras_port_and_no_other(listener: int) -> None:
    settings = settings_for(f"rtsp://127.0.0.1:{listener}/cam", transport="tcp")
    assert intrude("call_tcp", settings, by_python=False, port=listener)["done"]
    elsewhere = settings_for(f"rtsp://127.0.0.1:{listener - 1}/cam", transport="tcp")
    assert intrude("call_tcp", elsewhere, by_python=False, port=listener)["error"] == "PermissionError"
    assert intrude("call_tcp", settings, by_python=True, port=listener)["error"] == "ModuleNotFoundError"


@pytest.mark.parametrize("act", ["call_by_another_protocol", "call_while_sending"])
def test_no_other_way_of_calling_reaches_another_port(act: str, listener: int) -> None:
    """Landlock judges plain TCP when it connects; MPTCP and sending with MSG_FASTOPEN pass it by."""
    elsewhere = settings_for(f"rtsp://127.0.0.1:{listener - 1}/cam", transport="udp")
    answer = intrude(act, elsewhere, by_python=False, port=listener)
    assert (answer["done"], answer["errno"]) == (False, errno.EPERM)


def test_a_worker_has_only_the_kinds_of_socket_its_camera_needs(listener: int) -> None:
    tcp = settings_for(f"rtsp://127.0.0.1:{listener}/cam", transport="tcp")
    udp = settings_for(f"rtsp://127.0.0.1:{listener}/cam", transport="udp")

    def tries(settings: WorkerSettings, family: str, kind: str) -> bool:
        return bool(intrude("open_socket", settings, by_python=False, family=family, kind=kind)["done"])

    assert tries(tcp, "AF_INET", "SOCK_STREAM")
    assert not tries(tcp, "AF_INET", "SOCK_DGRAM")
    assert tries(udp, "AF_INET", "SOCK_DGRAM")
    for family, kind in (("AF_UNIX", "SOCK_STREAM"), ("AF_INET", "SOCK_RAW"), ("AF_NETLINK", "SOCK_RAW")):
        assert not tries(udp, family, kind), (family, kind)


@pytest.mark.parametrize("transport", ["tcp", "udp"])
def test_a_worker_cannot_be_called(listener: int, transport: str) -> None:
    settings = settings_for(f"rtsp://127.0.0.1:{listener}/cam", transport=transport)
    assert not intrude("listen", settings, by_python=False)["done"]


@BOTH
@pytest.mark.parametrize("act", ["start_program", "fork", "replace_itself"])
def test_a_worker_cannot_start_anything(by_python: bool, act: str) -> None:
    assert not intrude(act, DEMO, by_python=by_python)["done"]


@BOTH
def test_a_worker_still_has_threads(by_python: bool) -> None:
    assert intrude("start_thread", DEMO, by_python=by_python) == {"done": True, "got": [1]}


@BOTH
def test_a_worker_cannot_signal_another_process(by_python: bool) -> None:
    assert not intrude("signal_another", DEMO, by_python=by_python, pid=os.getpid())["done"]


def test_a_worker_cannot_signal_a_thread_of_another_process() -> None:
    answer = intrude("signal_a_thread_of_another", DEMO, by_python=False, pid=os.getpid())
    assert answer["errno"] == errno.EPERM


@pytest.mark.parametrize("act", ["share_memory", "become_dumpable", "raise_limit"])
def test_a_worker_cannot_undo_what_was_done_to_it(act: str) -> None:
    answer = intrude(act, DEMO, by_python=False)
    assert not answer["done"], answer


@pytest.mark.parametrize("call", ["shmget", "io_uring_setup", "process_vm_readv", "ptrace", "bpf", "pidfd_getfd"])
def test_the_kernels_side_doors_are_shut(call: str) -> None:
    here = architecture()
    assert here is not None
    answer = intrude("call_kernel", DEMO, by_python=False, number=here.numbers[call])
    assert answer["errno"] == errno.EPERM


@pytest.mark.parametrize(
    "name",
    [
        "groundglass.frosted", "groundglass.frosted.intake", "groundglass.engine.confine", "groundglass.cli",
        "groundglass.ledger", "groundglass.custody.quorum", "socket", "subprocess", "ctypes", "sqlite3", "mmap",
        "asyncio", "multiprocessing", "tempfile", "urllib.request", "http.client",
    ],
)  # fmt: skip
def test_a_worker_cannot_import_the_other_side(name: str) -> None:
    answer = intrude("import_module", DEMO, by_python=True, name=name)
    assert answer == {"done": False, "error": "ModuleNotFoundError", "errno": None}


def test_a_worker_goes_before_the_recorder_when_memory_runs_out() -> None:
    with start(DEMO) as process:
        try:
            assert process.stdout is not None
            assert process.stdout.read(HEAD.size)  # it is confined once it speaks
            score = int(Path(f"/proc/{process.pid}/oom_score_adj").read_text())
        finally:
            process.kill()
    assert score == 600 > int(Path("/proc/self/oom_score_adj").read_text())


def test_a_worker_inherits_nothing_but_its_pane_and_orders() -> None:
    got = intrude("list_surroundings", DEMO, by_python=True)["got"]
    assert "SITE_SECRET" not in got["variables"] and "PATH" not in got["variables"]
    assert len(got["descriptors"]) == 4  # orders, twice nowhere, the pane


def test_what_a_worker_prints_goes_nowhere() -> None:
    """The answer is the only thing on the pane: it would not parse if anything printed were beside it."""
    assert intrude("print_something", DEMO, by_python=True) == {"done": True, "got": True}
