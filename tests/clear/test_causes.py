"""Every error of FFmpeg lands in a state and a cause, and none of its words go with it."""

from __future__ import annotations

import errno

import av.error
import pytest

from groundglass.clear.causes import Trouble, trouble_opening, trouble_reading
from groundglass.pane.address import Address, DeviceAddress, FileAddress, NetworkAddress
from groundglass.pane.status import CameraState, Cause

NUMBERED = NetworkAddress("rtsp", "10.0.0.1", 554, "rtsp://10.0.0.1/")
NAMED = NetworkAddress("rtsp", "gate.example", 554, "rtsp://gate.example/")
TLS = NetworkAddress("rtsps", "10.0.0.1", 322, "rtsps://10.0.0.1/")
FILE, DEVICE = FileAddress("/a.mp4"), DeviceAddress("/dev/video0")

OPENING = [
    (av.error.HTTPUnauthorizedError(1, ""), NUMBERED, CameraState.REFUSED, Cause.WRONG_PASSWORD),
    (av.error.HTTPForbiddenError(1, ""), NUMBERED, CameraState.REFUSED, Cause.FORBIDDEN),
    (av.error.HTTPNotFoundError(1, ""), NUMBERED, CameraState.REFUSED, Cause.NO_SUCH_STREAM),
    (av.error.ProtocolNotFoundError(1, ""), NUMBERED, CameraState.REFUSED, Cause.ADDRESS_NOT_ALLOWED),
    (av.error.PermissionError(errno.EACCES, ""), NUMBERED, CameraState.REFUSED, Cause.ADDRESS_NOT_ALLOWED),
    (av.error.ConnectionRefusedError(errno.ECONNREFUSED, ""), NUMBERED, CameraState.LOST, Cause.PORT_CLOSED),
    (av.error.ConnectionResetError(errno.ECONNRESET, ""), NUMBERED, CameraState.LOST, Cause.HUNG_UP),
    (av.error.TimeoutError(errno.ETIMEDOUT, ""), NUMBERED, CameraState.LOST, Cause.TIMED_OUT),
    (av.error.ExitError(1, ""), NUMBERED, CameraState.LOST, Cause.TIMED_OUT),
    (av.error.HTTPServerError(1, ""), NUMBERED, CameraState.LOST, Cause.HUNG_UP),
    (av.error.EOFError(1, ""), NUMBERED, CameraState.LOST, Cause.HUNG_UP),
    (av.error.OSError(errno.EHOSTUNREACH, ""), NUMBERED, CameraState.LOST, Cause.HOST_UNREACHABLE),
    (av.error.OSError(errno.ENETUNREACH, ""), NAMED, CameraState.LOST, Cause.HOST_UNREACHABLE),
    (av.error.OSError(errno.EIO, ""), NAMED, CameraState.LOST, Cause.NAME_NOT_FOUND),
    (av.error.OSError(errno.EIO, ""), TLS, CameraState.LOST, Cause.TLS_FAILED),
    (av.error.OSError(errno.EIO, ""), NUMBERED, CameraState.LOST, Cause.HUNG_UP),
    (av.error.InvalidDataError(1, ""), NUMBERED, CameraState.FAULT, Cause.UNDECODABLE),
    (av.error.DecoderNotFoundError(1, ""), NUMBERED, CameraState.FAULT, Cause.CODEC_UNSUPPORTED),
    (MemoryError(), NUMBERED, CameraState.FAULT, Cause.PICTURE_TOO_LARGE),
    (av.error.UnknownError(1, ""), NUMBERED, CameraState.LOST, Cause.HUNG_UP),
    (av.error.FileNotFoundError(errno.ENOENT, ""), FILE, CameraState.REFUSED, Cause.FILE_MISSING),
    (av.error.PermissionError(errno.EACCES, ""), FILE, CameraState.REFUSED, Cause.FILE_UNREADABLE),
    (av.error.IsADirectoryError(errno.EISDIR, ""), FILE, CameraState.FAULT, Cause.FILE_NOT_VIDEO),
    (av.error.InvalidDataError(1, ""), FILE, CameraState.FAULT, Cause.FILE_NOT_VIDEO),
    (av.error.DecoderNotFoundError(1, ""), FILE, CameraState.FAULT, Cause.CODEC_UNSUPPORTED),
    (av.error.OSError(errno.EIO, ""), FILE, CameraState.FAULT, Cause.FILE_UNREADABLE),
    (av.error.OSError(errno.EBUSY, ""), DEVICE, CameraState.LOST, Cause.DEVICE_BUSY),
    (RuntimeError("?"), FILE, CameraState.FAULT, Cause.FILE_UNREADABLE),
    (RuntimeError("?"), NUMBERED, CameraState.LOST, Cause.HUNG_UP),
]


@pytest.mark.parametrize(("error", "address", "state", "cause"), OPENING, ids=str)
def test_what_goes_wrong_while_opening(error: Exception, address: Address, state: CameraState, cause: Cause) -> None:
    trouble = trouble_opening(error, address)
    assert (trouble.state, trouble.cause) == (state, cause)


def test_every_kind_of_error_lands_somewhere_and_loses_its_words() -> None:
    for name in dir(av.error):
        kind = getattr(av.error, name)
        if not (isinstance(kind, type) and issubclass(kind, av.error.FFmpegError)):
            continue
        for address in (NUMBERED, NAMED, TLS, FILE, DEVICE):
            error = kind(1, "rtsp://user:hunter2@gate")
            for trouble in (trouble_opening(error, address), trouble_reading(error, address)):
                assert trouble.cause is not Cause.NONE
                assert "hunter2" not in str(trouble) + repr(trouble.args)


def test_what_goes_wrong_later_is_a_stall_a_farewell_or_a_bad_file() -> None:
    for error, address, expected in (
        (av.error.ExitError(1, ""), NUMBERED, (CameraState.LOST, Cause.NO_PICTURES)),
        (av.error.TimeoutError(1, ""), NUMBERED, (CameraState.LOST, Cause.NO_PICTURES)),
        (av.error.ConnectionResetError(1, ""), NUMBERED, (CameraState.LOST, Cause.HUNG_UP)),
        (av.error.OSError(errno.EIO, ""), FILE, (CameraState.FAULT, Cause.FILE_UNREADABLE)),
    ):
        trouble = trouble_reading(error, address)
        assert (trouble.state, trouble.cause) == expected


def test_a_known_trouble_stays_what_it_is() -> None:
    known = Trouble(CameraState.LOST, Cause.STREAM_CHANGED)
    assert trouble_opening(known, FILE) is known
    assert trouble_reading(known, FILE) is known
