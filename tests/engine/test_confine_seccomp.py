"""The seccomp filter, run by a small machine of our own, for both architectures wherever the tests run."""

from __future__ import annotations

import itertools
import struct

import pytest

from groundglass.engine.confine_seccomp import Doors, program
from groundglass.engine.confine_syscalls import ARCHITECTURES, Architecture

ALLOW, KILL, EPERM, ENOSYS = 0x7FFF0000, 0x80000000, 0x00050001, 0x00050026
ALL_DOORS = [Doors(*flags) for flags in itertools.product((False, True), repeat=3)]
SHUT = Doors(tcp=False, udp=False, device=False)
O_WRONLY, O_RDWR, O_CREAT, O_CLOEXEC = 0o1, 0o2, 0o100, 0o2000000
STREAM, DATAGRAM, NONBLOCK = 1, 2, 0o4000
PID = 4711


@pytest.fixture(params=sorted(ARCHITECTURES))
def here(request: pytest.FixtureRequest) -> Architecture:
    return ARCHITECTURES[request.param]


def judge(here: Architecture, doors: Doors, number: int, *arguments: int, audit: int | None = None) -> int:
    """What the filter answers to a system call."""
    data = struct.pack("<IIQ6Q", number, here.audit if audit is None else audit, 0, *(*arguments, *[0] * 6)[:6])
    instructions, at, register = program(here, doors, PID), 0, 0
    while True:
        code, if_true, if_false, constant = instructions[at]
        at += 1
        if code == 0x06:
            return constant
        if code == 0x20:
            register = struct.unpack_from("<I", data, constant)[0]
        elif code == 0x54:
            register &= constant
        else:
            holds = {0x15: register == constant, 0x35: register >= constant, 0x45: bool(register & constant)}[code]
            at += if_true if holds else if_false


@pytest.mark.parametrize("doors", ALL_DOORS, ids=str)
def test_every_jump_fits_and_lands_inside(here: Architecture, doors: Doors) -> None:
    instructions = program(here, doors, PID)
    assert len(instructions) <= 4096
    for at, (code, if_true, if_false, _) in enumerate(instructions):
        assert 0 <= if_true < 256 and 0 <= if_false < 256
        if code != 0x06:
            assert at + 1 + max(if_true, if_false) < len(instructions)
    assert instructions[-1] == (0x06, 0, 0, ALLOW)


def test_calls_of_another_architecture_kill(here: Architecture) -> None:
    assert judge(here, SHUT, 0, audit=0x4000_0003) == KILL
    if here.foreign_from is not None:
        assert judge(here, SHUT, here.foreign_from + 1) == KILL


@pytest.mark.parametrize("doors", ALL_DOORS, ids=str)
def test_every_refused_call_is_refused_behind_any_door(here: Architecture, doors: Doors) -> None:
    for name in here.refused:
        assert judge(here, doors, here.numbers[name]) == EPERM, name
    for name in ("clone3", "openat2"):
        assert judge(here, doors, here.numbers[name]) == ENOSYS, name


def test_a_thread_may_start_and_a_process_may_not(here: Architecture) -> None:
    assert judge(here, SHUT, here.numbers["clone"], 0x3D0F00) == ALLOW
    assert judge(here, SHUT, here.numbers["clone"], 17) == EPERM


def test_files_open_for_reading_only(here: Architecture) -> None:
    openat = here.numbers["openat"]
    assert judge(here, SHUT, openat, 0, 0, O_CLOEXEC) == ALLOW
    for flags in (O_WRONLY, O_RDWR, O_CREAT, 0o1000, 0o2000, 0o20200000):
        assert judge(here, SHUT, openat, 0, 0, flags) == EPERM, oct(flags)
    with_device = Doors(tcp=False, udp=False, device=True)
    assert judge(here, with_device, openat, 0, 0, O_RDWR) == ALLOW
    assert judge(here, with_device, openat, 0, 0, O_RDWR | O_CREAT) == EPERM


def test_limits_may_be_read_and_not_set(here: Architecture) -> None:
    prlimit = here.numbers["prlimit64"]
    assert judge(here, SHUT, prlimit, 0, 7, 0) == ALLOW
    assert judge(here, SHUT, prlimit, 0, 7, 0x1000) == EPERM
    assert judge(here, SHUT, prlimit, 0, 7, 0x1_0000_0000) == EPERM


def test_it_stays_closed_to_looking_in(here: Architecture) -> None:
    assert judge(here, SHUT, here.numbers["prctl"], 4, 1) == EPERM
    assert judge(here, SHUT, here.numbers["prctl"], 1, 0) == EPERM  # it would outlive the engine
    assert judge(here, SHUT, here.numbers["prctl"], 15) == ALLOW


@pytest.mark.parametrize("doors", ALL_DOORS, ids=str)
def test_only_the_cameras_kinds_of_socket_open(here: Architecture, doors: Doors) -> None:
    socket = here.numbers["socket"]
    for family in (2, 10):
        assert (judge(here, doors, socket, family, STREAM | NONBLOCK) == ALLOW) is doors.tcp
        assert (judge(here, doors, socket, family, DATAGRAM) == ALLOW) is doors.udp
        assert judge(here, doors, socket, family, 3) == EPERM
    for family in (1, 16, 17, 40):
        assert judge(here, doors, socket, family, STREAM) == EPERM
    assert (judge(here, doors, here.numbers["bind"]) == ALLOW) is doors.udp


@pytest.mark.parametrize("doors", ALL_DOORS, ids=str)
def test_a_socket_speaks_plain_tcp_or_udp_and_nothing_landlock_overlooks(here: Architecture, doors: Doors) -> None:
    socket = here.numbers["socket"]
    assert (judge(here, doors, socket, 2, STREAM, 6) == ALLOW) is doors.tcp
    assert (judge(here, doors, socket, 10, DATAGRAM, 17) == ALLOW) is doors.udp
    for protocol in (1, 58, 132, 136, 256, 262):
        for kind in (STREAM, DATAGRAM):
            assert judge(here, doors, socket, 2, kind, protocol) == EPERM, (kind, protocol)


@pytest.mark.parametrize("doors", ALL_DOORS, ids=str)
def test_nothing_is_called_while_sending(here: Architecture, doors: Doors) -> None:
    fast_open, no_signal = 0x2000_0000, 0x4000
    for name, before in (("sendto", 3), ("sendmsg", 2), ("sendmmsg", 3)):
        assert judge(here, doors, here.numbers[name], *[0] * before, no_signal) == ALLOW
        assert judge(here, doors, here.numbers[name], *[0] * before, fast_open | no_signal) == EPERM


def test_a_worker_signals_nobody_but_itself(here: Architecture) -> None:
    assert judge(here, SHUT, here.numbers["tgkill"], PID, PID + 1, 6) == ALLOW
    assert judge(here, SHUT, here.numbers["tgkill"], PID + 1, PID + 1, 9) == EPERM
    for name in ("kill", "tkill", "rt_sigqueueinfo", "rt_tgsigqueueinfo", "pidfd_send_signal"):
        assert judge(here, SHUT, here.numbers[name], PID) == EPERM


def test_ordinary_calls_pass(here: Architecture) -> None:
    named = set(here.numbers.values())
    for number in set(range(424)) - named:
        assert judge(here, SHUT, number) == ALLOW


def test_an_older_call_to_open_is_looked_at_too() -> None:
    old = ARCHITECTURES["x86_64"]
    assert judge(old, SHUT, old.numbers["open"], 0, O_RDWR) == EPERM
    assert judge(old, SHUT, old.numbers["open"], 0, 0) == ALLOW
