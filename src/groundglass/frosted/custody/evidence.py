"""Evidence of a frosted recording: the clip, the recording it was cut from, hashes, proofs, and a page to explain it.

    clip.mp4                 exactly the pictures of the range
    recorded/<run>-<n>.mp4   the recorded minutes themselves, whose hashes entered the ledger when they were finished
    manifest.json            every file by hash (manifest.py)
    proofs.json              the minutes' entries and the one of this export (ledger/portable.py)
    checkpoint.txt           the newest checkpoint
    index.html               how to check it

To export, in this order: everything is read once to be hashed; the export is entered with the manifest's hash; only
then is it sent, read a second time. Nothing is stored. Apart from originals, which a requester's own machine makes
evidence of (cli/unseal.py), because the server has no original.
"""

from __future__ import annotations

import hashlib
from collections.abc import AsyncIterator
from dataclasses import dataclass
from typing import Final

from groundglass.errors import NotFound
from groundglass.frosted.custody.bundle import prove_all
from groundglass.frosted.custody.evidence_page import evidence_page
from groundglass.frosted.custody.manifest import Manifest, NamedFile, manifest_hash
from groundglass.frosted.custody.streamed_zip import StreamedZip
from groundglass.frosted.playback import Playback
from groundglass.frosted.record.minutes import MinuteEntered, Minutes
from groundglass.frosted.record.recordkeeper import Recordkeeper
from groundglass.frosted.store.blobs import Blobs
from groundglass.ledger.portable import encode_proofs
from groundglass.pane.ids import CameraId, Instant90k

LONGEST_S: Final = 6 * 3600
_PART_BYTES: Final = 1 << 20


@dataclass(frozen=True, slots=True)
class Exported:
    """One export, entered: its manifest and the entry that names it."""

    manifest: Manifest
    encoded: bytes
    entry: int
    minutes: tuple[MinuteEntered, ...]


class Evidence:
    """Makes exports of one site's frosted recordings."""

    def __init__(self, playback: Playback, minutes: Minutes, blobs: Blobs, record: Recordkeeper) -> None:
        self._playback = playback
        self._minutes = minutes
        self._blobs = blobs
        self._record = record

    async def export(self, camera: CameraId, start: Instant90k, until: Instant90k, by: str, now_90k: int) -> Exported:
        """Hash everything and enter the export, or `NotFound` when nothing is recorded, or no minute of it has reached
        the ledger yet."""
        minutes = await self._minutes.entered(camera, start, until)
        if not minutes:
            raise NotFound(
                "no recorded minute of this range stands in the ledger", "wait two minutes after the range has ended"
            )
        begins, ends, clip = await self._hash_clip(camera, start, until)
        files = [clip]
        for number, minute in enumerate(minutes, 1):
            files.append(NamedFile(_recorded(number), minute.sha256, minute.size_bytes, "recording"))
        manifest = Manifest("frosted", camera, begins, ends, now_90k, tuple(files))
        encoded = manifest.encoded()
        entry = await self._record.enter(
            "evidence.exported",
            by=by,
            camera=camera,
            from_90k=begins,
            to_90k=ends,
            manifest_sha256=manifest_hash(encoded),
        )
        return Exported(manifest, encoded, entry, minutes)

    async def zip(self, exported: Exported) -> AsyncIterator[bytes]:
        """The export as a zip file, in parts."""
        manifest = exported.manifest
        indexes = [exported.entry, *(minute.entry for minute in exported.minutes)]
        proofs = await prove_all(self._record, indexes)
        out = StreamedZip()
        yield out.small("index.html", evidence_page(manifest, exported.encoded, self._record.key))
        yield out.small("manifest.json", exported.encoded)
        yield out.small("proofs.json", encode_proofs(self._record.key, proofs))
        yield out.small("checkpoint.txt", self._record.signed_checkpoint.encoded().encode())
        start, until = Instant90k(manifest.start_90k), Instant90k(manifest.until_90k)
        made = await self._playback.download(CameraId(manifest.camera), start, until)
        async for part in out.large("clip.mp4", made.parts):
            yield part
        for number, minute in enumerate(exported.minutes, 1):
            async for part in out.large(_recorded(number), self._blob(minute)):
                yield part
        yield out.finish()

    async def _hash_clip(
        self, camera: CameraId, start: Instant90k, until: Instant90k
    ) -> tuple[Instant90k, Instant90k, NamedFile]:
        made = await self._playback.download(camera, start, until)
        # What is really there may begin after and end before what was asked for. The second reading asks for exactly
        # that, so that a picture recorded meanwhile cannot make another file.
        made = await self._playback.download(camera, made.start, made.end)
        digest, size = hashlib.sha256(), 0
        async for part in made.parts:
            digest.update(part)
            size += len(part)
        return made.start, made.end, NamedFile("clip.mp4", digest.hexdigest(), size, "clip")

    async def _blob(self, minute: MinuteEntered) -> AsyncIterator[bytes]:
        for at in range(0, minute.size_bytes, _PART_BYTES):
            yield await self._blobs.get_range(minute.blob, at, min(_PART_BYTES, minute.size_bytes - at))


def _recorded(number: int) -> str:
    return f"recorded/{number:04d}.mp4"
