"""What FFmpeg's errors mean for a camera: one table from exception to state and cause.

Apart because the texts of these errors must not cross the pane - a camera may put anything into them - and
because every error has to land somewhere: what the table does not know is a lost camera (network) or an
unreadable file, never a silent one. `Trouble` is how the rest of the clear side says "this source is over".
"""

from __future__ import annotations

import errno
from typing import Final

import av.error

from groundglass.errors import SourceError
from groundglass.pane.address import Address, NetworkAddress
from groundglass.pane.status import CameraState, Cause

RETRY_REFUSED_S: Final = 60
"""A camera that said no is asked again this rarely: some lock an account after a few wrong passwords."""


class Trouble(SourceError):
    """A source ended in a state, for a cause. Carries codes only."""

    def __init__(self, state: CameraState, cause: Cause) -> None:
        super().__init__(f"the source ended: {state.name.lower()}, {cause.name.lower()}")
        self.state = state
        self.cause = cause


_REFUSED: Final[dict[type[BaseException], Cause]] = {
    av.error.HTTPUnauthorizedError: Cause.WRONG_PASSWORD,
    av.error.HTTPForbiddenError: Cause.FORBIDDEN,
    av.error.HTTPNotFoundError: Cause.NO_SUCH_STREAM,
    av.error.HTTPBadRequestError: Cause.NO_SUCH_STREAM,
    av.error.HTTPOtherClientError: Cause.NO_SUCH_STREAM,
    av.error.ProtocolNotFoundError: Cause.ADDRESS_NOT_ALLOWED,
    PermissionError: Cause.ADDRESS_NOT_ALLOWED,
}

_LOST: Final[dict[type[BaseException], Cause]] = {
    ConnectionRefusedError: Cause.PORT_CLOSED,
    av.error.ExitError: Cause.TIMED_OUT,
    TimeoutError: Cause.TIMED_OUT,
    av.error.HTTPServerError: Cause.HUNG_UP,
    av.error.HTTPTooManyRequestsError: Cause.HUNG_UP,
    av.error.EOFError: Cause.HUNG_UP,
    ConnectionError: Cause.HUNG_UP,
}

_FAULT: Final[dict[type[BaseException], Cause]] = {
    av.error.DecoderNotFoundError: Cause.CODEC_UNSUPPORTED,
    av.error.PatchWelcomeError: Cause.CODEC_UNSUPPORTED,
    av.error.InvalidDataError: Cause.UNDECODABLE,
    MemoryError: Cause.PICTURE_TOO_LARGE,
}

_UNREACHABLE: Final = frozenset({errno.EHOSTUNREACH, errno.ENETUNREACH, errno.EHOSTDOWN, errno.ENETDOWN})


def trouble_opening(error: Exception, address: Address) -> Trouble:
    """What an error while connecting or opening means."""
    if isinstance(error, Trouble):
        return error
    if isinstance(address, NetworkAddress):
        return _network_trouble(error, address)
    return _local_trouble(error)


def trouble_reading(error: Exception, address: Address) -> Trouble:
    """What an error means once the source had been opened."""
    if isinstance(error, Trouble):
        return error
    if not isinstance(address, NetworkAddress):
        return Trouble(CameraState.FAULT, Cause.FILE_UNREADABLE)
    if isinstance(error, av.error.ExitError | TimeoutError):
        return Trouble(CameraState.LOST, Cause.NO_PICTURES)
    return Trouble(CameraState.LOST, Cause.HUNG_UP)


def _network_trouble(error: Exception, address: NetworkAddress) -> Trouble:
    for table, state in (
        (_REFUSED, CameraState.REFUSED),
        (_LOST, CameraState.LOST),
        (_FAULT, CameraState.FAULT),
    ):
        for kind, cause in table.items():
            if isinstance(error, kind):
                return Trouble(state, cause)
    number = getattr(error, "errno", None)
    if number in _UNREACHABLE:
        return Trouble(CameraState.LOST, Cause.HOST_UNREACHABLE)
    # FFmpeg answers EIO both when a name is not found and when a TLS handshake fails.
    if number == errno.EIO and not address.is_numeric:
        return Trouble(CameraState.LOST, Cause.NAME_NOT_FOUND)
    if number == errno.EIO and address.is_encrypted:
        return Trouble(CameraState.LOST, Cause.TLS_FAILED)
    return Trouble(CameraState.LOST, Cause.HUNG_UP)


def _local_trouble(error: Exception) -> Trouble:
    if isinstance(error, FileNotFoundError):
        return Trouble(CameraState.REFUSED, Cause.FILE_MISSING)
    if isinstance(error, PermissionError):
        return Trouble(CameraState.REFUSED, Cause.FILE_UNREADABLE)
    if getattr(error, "errno", None) == errno.EBUSY:
        return Trouble(CameraState.LOST, Cause.DEVICE_BUSY)
    if isinstance(error, IsADirectoryError | av.error.InvalidDataError):
        return Trouble(CameraState.FAULT, Cause.FILE_NOT_VIDEO)
    if isinstance(error, av.error.DecoderNotFoundError):
        return Trouble(CameraState.FAULT, Cause.CODEC_UNSUPPORTED)
    return Trouble(CameraState.FAULT, Cause.FILE_UNREADABLE)
