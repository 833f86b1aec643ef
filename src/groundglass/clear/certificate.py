"""Whether a camera was turned away for its certificate.

Apart from causes.py because it connects: FFmpeg says the same of a name that is not found, a failed handshake and a
certificate that is not the one trusted. So the door is knocked at once more, unchecked: the handshake alone, in which
neither a name, a password nor a request is said, and of which nothing is read.
"""

from __future__ import annotations

import errno
from typing import Final

import av

from groundglass.clear.causes import Trouble
from groundglass.pane.address import NetworkAddress
from groundglass.pane.status import CameraState, Cause

_PATIENCE_S: Final = 3.0


def certificate_trouble(trouble: Trouble, error: Exception, address: NetworkAddress) -> Trouble:
    """What an `error` while opening a checked connection means; `trouble`, unless it was the certificate."""
    if getattr(error, "errno", None) != errno.EIO or not _shakes_hands(address):
        return trouble
    return Trouble(CameraState.REFUSED, Cause.CERTIFICATE_OTHER)


def _shakes_hands(address: NetworkAddress) -> bool:
    host = f"[{address.host}]" if ":" in address.host else address.host
    options = {"protocol_whitelist": "tls,tcp", "tls_verify": "0"}
    try:
        # The format that reads nothing by itself.
        av.open(
            f"tls://{host}:{address.port}", format="data", container_options=options, timeout=(_PATIENCE_S, _PATIENCE_S)
        ).close()
    except Exception:  # noqa: BLE001 - FFmpeg's errors share no base with Python's; whatever it was, no handshake
        return False
    return True
