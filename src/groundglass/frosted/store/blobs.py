"""Finished files, by key: a local folder, an S3 bucket by URL, memory in tests. One contract for all.

A blob is written once and whole; when `put` returns it survives a power cut. Keys are made of [a-z0-9-./] and
never used for two different contents, so nothing depends on conditional writes, which stores do differently.
Keys of a bucket are under its prefix, which callers never see.
obstore retries what is transient; an error from here is final for this attempt. All calls are safe to make at the
same time.
"""

from __future__ import annotations

import asyncio
import io
import os
import re
import time
from collections.abc import AsyncIterator, Sequence
from dataclasses import dataclass, field
from datetime import timedelta
from pathlib import Path
from typing import TYPE_CHECKING, Final, TypeAlias

import obstore
from obstore.exceptions import BaseError, GenericError
from obstore.store import LocalStore, MemoryStore, ObjectStore, S3Store, from_url

from groundglass.errors import NotFound, StoreAway, StoreConflict, StoreError, StoreFull
from groundglass.frosted.media.reader import SeekableBytes

if TYPE_CHECKING:
    from obstore.store import S3Config  # a type only

Body: TypeAlias = bytes | Path

_TORN: Final = re.compile(r"#\d+$")  # obstore writes to `name#1` and renames
_BUCKET: Final = re.compile(r"[a-z0-9][a-z0-9.-]{1,61}[a-z0-9]")
_CONNECT_LIMIT: Final = timedelta(seconds=5)
_RETRY_LIMIT: Final = timedelta(seconds=30)
_LOOK_LIMIT_S: Final = 10.0
_LOOK_AT_S3: Final = "look at the S3 service, and at [storage] blobs"
_AWAY: Final = re.compile(r"HTTP error|status code: 5\d\d|operation timed out")
_UNKNOWN_THERE: Final = re.compile(r"status code: 501|NotImplemented")
_IDLE_S: Final = 60.0
_DELETED_AT_ONCE: Final = 50
_PART_BYTES: Final = 1024 * 1024


@dataclass(frozen=True, slots=True)
class Listed:
    """A blob in a listing."""

    key: str
    size_bytes: int


@dataclass(frozen=True, slots=True)
class S3Access:
    """How a bucket is reached. Empty: as the environment says (AWS_ACCESS_KEY_ID and so on)."""

    endpoint: str = ""
    region: str = ""
    key: str = field(default="", repr=False)
    secret: str = field(default="", repr=False)


class Blobs:
    """A store of blobs. `root` is the folder of a local one, else None."""

    def __init__(self, store: ObjectStore, root: Path | None = None) -> None:
        self._store = store
        self.root = root

    @classmethod
    def local(cls, root: Path) -> Blobs:
        """A folder, made if absent."""
        root.mkdir(parents=True, exist_ok=True)
        return cls(LocalStore(root), root)

    @classmethod
    def memory(cls) -> Blobs:
        """For tests: holds the same contract and nothing after the process."""
        return cls(MemoryStore())

    @classmethod
    def at_url(cls, url: str, access: S3Access | None = None) -> Blobs:
        """By URL: `file:///folder`, `memory:///`, `s3://bucket/prefix`. Nothing is asked yet."""
        if url.startswith("file://"):
            return cls.local(Path(url.removeprefix("file://")))
        try:
            return cls(_bucket(url, access or S3Access()) if url.startswith("s3://") else from_url(url))
        except (BaseError, ValueError) as error:
            raise StoreError("could not open the blob store", "check the URL of [storage] blobs") from error

    async def put(self, key: str, body: Body) -> None:
        """Write a blob once. The same bytes again are harmless; others under a used key raise `StoreConflict`."""
        size = body.stat().st_size if isinstance(body, Path) else len(body)
        present = await self.size(key)
        if present is not None:
            if present != size or not await self._holds(key, body):
                raise StoreConflict(f"could not store {key}: something else is stored there")
            return
        if self.root is not None:
            await asyncio.to_thread(_delete_halves, self.root / key)
        try:
            await obstore.put_async(self._store, key, body, use_multipart=False)
        except (BaseError, OSError) as error:
            raise _store_error(f"could not store {key}", error) from error
        if self.root is not None:
            await asyncio.to_thread(_flush, self.root, self.root / key)

    async def size(self, key: str) -> int | None:
        """How large a blob is, None when there is none. Writes begin here: a store that is away is found out soon."""
        try:
            async with asyncio.timeout(_LOOK_LIMIT_S):
                return int((await obstore.head_async(self._store, key))["size"])
        except FileNotFoundError:
            return None
        except TimeoutError as error:
            raise StoreAway(f"could not look at {key}: the bucket does not answer", _LOOK_AT_S3) from error
        except (BaseError, OSError) as error:
            raise _store_error(f"could not look at {key}", error) from error

    async def get(self, key: str) -> bytes:
        """A whole small blob, or `NotFound`."""
        try:
            return bytes(await (await obstore.get_async(self._store, key)).bytes_async())
        except FileNotFoundError as error:
            raise NotFound(f"could not read {key}: it is not stored") from error
        except (BaseError, OSError) as error:
            raise _store_error(f"could not read {key}", error) from error

    async def get_range(self, key: str, start: int, length: int) -> bytes:
        """`length` bytes from `start`, or `NotFound` when the blob is not there, `StoreError` when it is shorter."""
        try:
            body = bytes(await obstore.get_range_async(self._store, key, start=start, length=length))
        except FileNotFoundError as error:
            raise NotFound(f"could not read {key}: it is not stored") from error
        except (BaseError, OSError) as error:
            raise _store_error(f"could not read {key}", error) from error
        if len(body) != length:
            raise StoreError(f"could not read {key}: it is shorter than the catalog says")
        return body

    async def delete(self, key: str) -> None:
        """Delete a blob; one that is not there is deleted already."""
        try:
            await obstore.delete_async(self._store, key)
        except FileNotFoundError:
            return
        except (BaseError, OSError) as error:
            raise _store_error(f"could not delete {key}", error) from error

    async def delete_all(self, keys: Sequence[str]) -> None:
        """Delete some blobs at once. When this raises, some of them may be gone; asked again it is harmless."""
        if not keys:
            return
        try:
            await obstore.delete_async(self._store, keys)  # S3 takes a thousand with one request
        except (BaseError, OSError) as error:
            known = _store_error(f"could not delete {keys[0]} and others", error)
            if isinstance(known, StoreAway) and not _UNKNOWN_THERE.search(str(error)):
                raise known from error
            # One was not there, or that service knows no such request. One by one it is found out.
            await self._delete_each(keys)

    async def _delete_each(self, keys: Sequence[str]) -> None:
        for at in range(0, len(keys), _DELETED_AT_ONCE):
            deleting = (self.delete(key) for key in keys[at : at + _DELETED_AT_ONCE])
            for failed in await asyncio.gather(*deleting, return_exceptions=True):
                if failed is not None:
                    raise failed

    async def listing(self, prefix: str = "") -> AsyncIterator[Listed]:
        """Every blob under a prefix, in no order."""
        try:
            async for batch in obstore.list(self._store, prefix or None, chunk_size=1000):
                for item in batch:
                    yield Listed(item["path"], int(item["size"]))
        except (BaseError, OSError) as error:
            raise _store_error("could not list the blobs", error) from error

    def open(self, key: str) -> SeekableBytes:
        """A blob as a file for reading boxes without loading it whole. Blocking: call it in a thread. `NotFound`."""
        try:
            return _BlobFile(obstore.open_reader(self._store, key, buffer_size=64 * 1024))
        except FileNotFoundError as error:
            raise NotFound(f"could not read {key}: it is not stored") from error
        except (BaseError, OSError) as error:
            raise _store_error(f"could not read {key}", error) from error

    def torn(self) -> list[str]:
        """Files that a write which did not end left in a local folder; none elsewhere. Blocking."""
        if self.root is None:
            return []
        return [
            str(path.relative_to(self.root))
            for path in self.root.rglob("*#*")
            if _TORN.search(path.name) and _is_idle(path)
        ]

    def delete_torn(self, name: str) -> None:
        """Delete one of those."""
        if self.root is not None and _TORN.search(name):
            (self.root / name).unlink(missing_ok=True)

    async def _holds(self, key: str, body: Body) -> bool:
        """Whether the blob's bytes are these, compared in parts."""
        file = io.BytesIO(body) if isinstance(body, bytes) else body.open("rb")
        with file:
            at = 0
            while part := await asyncio.to_thread(file.read, _PART_BYTES):
                if await self.get_range(key, at, len(part)) != part:
                    return False
                at += len(part)
        return True


def _bucket(url: str, access: S3Access) -> ObjectStore:
    bucket, _, prefix = url.removeprefix("s3://").strip("/").partition("/")
    if not _BUCKET.fullmatch(bucket):
        raise ValueError("no bucket's name")
    config: S3Config = {}
    if access.endpoint:
        config["endpoint"] = access.endpoint
    if access.region:
        config["region"] = access.region
    if access.key:
        config["access_key_id"] = access.key
        config["secret_access_key"] = access.secret
    return S3Store(
        bucket,
        prefix=prefix or None,
        config=config,
        client_options={"allow_http": access.endpoint.startswith("http://"), "connect_timeout": _CONNECT_LIMIT},
        retry_config={"max_retries": 4, "retry_timeout": _RETRY_LIMIT},
        virtual_hosted_style_request=False,
    )


class _BlobFile:
    """obstore's reader with the types of a file."""

    def __init__(self, reader: obstore.ReadableFile) -> None:
        self._reader = reader

    def seek(self, offset: int, whence: int = 0, /) -> int:
        return self._reader.seek(offset, whence)

    def tell(self) -> int:
        return self._reader.tell()

    def read(self, size: int = -1, /) -> bytes:
        return bytes(self._reader.read(size if size >= 0 else None))


def _flush(root: Path, path: Path) -> None:
    """Make a local blob durable: its bytes, its name, and the folders that lead to it."""
    for target in (path, *path.parents):
        descriptor = os.open(target, os.O_RDONLY)
        try:
            os.fsync(descriptor)
        finally:
            os.close(descriptor)
        if target == root:
            return


def _delete_halves(path: Path) -> None:
    """What an earlier attempt at this very key left when it was killed."""
    for half in path.parent.glob(f"{path.name}#*"):
        half.unlink(missing_ok=True)


def _is_idle(path: Path) -> bool:
    """Whether nobody has written to a file for a while."""
    try:
        return time.time() - path.stat().st_mtime > _IDLE_S
    except FileNotFoundError:
        return False


def _store_error(attempted: str, error: Exception) -> StoreError:
    text = str(error)
    if "No space left" in text or "os error 28" in text or "quota" in text.lower():
        return StoreFull(f"{attempted}: the disk is full", "free some space; recording goes on by itself")
    if "Permission denied" in text or "Read-only" in text:
        return StoreError(f"{attempted}: the folder cannot be written", "give the user who runs this write permission")
    if isinstance(error, GenericError) and _AWAY.search(text):
        return StoreAway(f"{attempted}: the bucket cannot be reached", _LOOK_AT_S3)
    return StoreError(f"{attempted}: {type(error).__name__}")
