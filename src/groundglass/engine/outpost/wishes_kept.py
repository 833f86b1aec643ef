"""Which cameras an outpost was told to keep: remembered in its folder, so that it goes on without the desk.

One file per camera, encrypted with a key that follows from the cluster's secret (addresses hold passwords), written
durably before the desk is answered. What cannot be read is as if it had never been said: the desk says it again.
Blocking; called in threads.
"""

from __future__ import annotations

import logging
import os
import struct
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM

from groundglass.errors import GroundglassError, PaneError
from groundglass.frosted.relay.secret import ClusterSecret
from groundglass.frosted.store.durable import write
from groundglass.frosted.store.spool import disk_error
from groundglass.pane.control import MAX_CONTROL_BYTES, encode_order, parse_order, parse_order_head
from groundglass.pane.ids import CameraId
from groundglass.pane.settings import WorkerSettings
from groundglass.pane.wire import HEAD

MAX_TAG_LETTERS: Final = 64
_NONCE_BYTES: Final = 12
_SIZE: Final = struct.Struct(">B")

_logger: Final = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class KeepWish:
    """One camera that is to be kept. `tag` is the desk's name for these settings; the same tag is the same wish."""

    tag: str
    settings: WorkerSettings

    @property
    def camera(self) -> CameraId:
        return self.settings.camera


class WishesKept:
    """The folder of wishes."""

    def __init__(self, folder: Path, secret: ClusterSecret) -> None:
        self._folder = folder
        self._cipher = AESGCM(secret.key("outpost/wishes/v1"))

    def keep(self, wish: KeepWish) -> None:
        """Remember it, or `StoreError`."""
        nonce = os.urandom(_NONCE_BYTES)
        tag = wish.tag.encode()
        body = _SIZE.pack(len(tag)) + tag + encode_order(wish.settings)
        try:
            self._folder.mkdir(mode=0o700, exist_ok=True)
            write(self._path(wish.camera), nonce + self._cipher.encrypt(nonce, body, wish.camera.encode()))
        except OSError as error:
            raise disk_error(f"could not remember camera {wish.camera}", error) from error

    def forget(self, camera: CameraId) -> None:
        """Nobody wants it kept here any more, or `StoreError`."""
        try:
            self._path(camera).unlink(missing_ok=True)
        except OSError as error:
            raise disk_error(f"could not forget camera {camera}", error) from error

    def all(self) -> Iterator[KeepWish]:
        """Everything that is remembered and can be read."""
        for path in sorted(self._folder.glob("*.wish")) if self._folder.is_dir() else ():
            try:
                yield self._read(path)
            except (OSError, InvalidTag, ValueError, GroundglassError):
                _logger.warning("what was remembered in %s cannot be read; the desk will say it again", path.name)

    def _read(self, path: Path) -> KeepWish:
        if path.stat().st_size > MAX_CONTROL_BYTES + 1024:
            raise PaneError("larger than a camera's settings are")
        sealed = path.read_bytes()
        body = self._cipher.decrypt(sealed[:_NONCE_BYTES], sealed[_NONCE_BYTES:], path.stem.encode())
        end = 1 + body[0]
        settings = parse_settings(body[end:])
        return KeepWish(body[1:end].decode(), settings)

    def _path(self, camera: CameraId) -> Path:
        return self._folder / f"{camera}.wish"


def parse_settings(untrusted_order: bytes) -> WorkerSettings:
    """The settings in the bytes of an order, or `PaneError`."""
    kind, size = parse_order_head(untrusted_order[: HEAD.size])
    order = parse_order(kind, untrusted_order[HEAD.size :])
    if size != len(untrusted_order) - HEAD.size or not isinstance(order, WorkerSettings):
        raise PaneError("the order holds other than the settings of one camera")
    return order
