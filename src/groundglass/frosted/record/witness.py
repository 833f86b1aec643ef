"""Witnesses: others who hold this ledger's checkpoints, so that a server that rewrites its history is caught.

Checkpoints are pushed when the ledger has grown, at most once a minute, to each `Witness`: a file and a webhook, which
are here, and others that are handed in, since outbound/ (MQTT, e-mail) stands on the record and is not imported by it.
What witnesses sign of a checkpoint is verified against the keys the site was told, kept, and given to whoever asks
for the checkpoint.

A witness that cannot be reached is said (`troubles`) and tried again with the next checkpoint. Nothing waits for one.
"""

from __future__ import annotations

import asyncio
import os
import urllib.error
import urllib.request
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Final, Protocol

from sqlalchemy.exc import DBAPIError

from groundglass.errors import LedgerError, NotFound, TooMany
from groundglass.frosted.record.heads import Head, Heads
from groundglass.frosted.record.recordkeeper import Recordkeeper
from groundglass.frosted.store.finishing import finished
from groundglass.frosted.store.spool import flush_folder
from groundglass.ledger.checkpoint import parse_checkpoint
from groundglass.ledger.cosignature import WitnessKey, verify_cosignature
from groundglass.ledger.note import DASH

EVERY_S: Final = 60.0
TIMEOUT_S: Final = 15.0
MAX_ANSWER_BYTES: Final = 64 * 1024
MAX_LINES: Final = 64


class Witness(Protocol):
    """Somebody who is told of checkpoints."""

    name: str

    async def push(self, note: str) -> str:
        """Hand over a signed checkpoint; return what it answers, cosignature lines or nothing. `LedgerError` when it
        could not be handed over."""


@dataclass(frozen=True, slots=True)
class WitnessSettings:
    """Where checkpoints go, and whose signatures count. `file` should lie on another disk or a mounted share; `others`
    were made elsewhere (outbound/witness.py), each with a name of its own."""

    file: Path | None = None
    url: str | None = None
    keys: tuple[WitnessKey, ...] = ()
    others: tuple[Witness, ...] = ()


class FileWitness:
    """A file that always holds the newest checkpoint. Replaced as a whole."""

    def __init__(self, path: Path) -> None:
        self.name = "file"
        self._path = path

    async def push(self, note: str) -> str:
        try:
            await asyncio.to_thread(self._write, note)
        except OSError as error:
            raise LedgerError(f"the witness's file could not be written: {error.strerror}") from error
        return ""

    def _write(self, note: str) -> None:
        part = self._path.with_name(self._path.name + ".unfinished")
        with part.open("w", encoding="utf-8") as file:
            file.write(note)
            file.flush()
            os.fsync(file.fileno())
        part.replace(self._path)
        flush_folder(self._path.parent)


class WebhookWitness:
    """An address that takes checkpoints by POST as text, and may answer with cosignature lines."""

    def __init__(self, url: str) -> None:
        if not url.startswith(("https://", "http://")):
            raise LedgerError("a witness's address begins with https:// or http://")
        self.name = "webhook"
        self._url = url

    async def push(self, note: str) -> str:
        return await asyncio.to_thread(self._post, note)

    def _post(self, note: str) -> str:
        headers = {"Content-Type": "text/plain; charset=utf-8"}
        # The scheme was checked above: urllib would open files too.
        request = urllib.request.Request(self._url, note.encode(), headers, method="POST")  # noqa: S310
        try:
            with urllib.request.urlopen(request, timeout=TIMEOUT_S) as answer:  # noqa: S310
                untrusted_body: bytes = answer.read(MAX_ANSWER_BYTES + 1)
        except urllib.error.HTTPError as error:
            error.close()
            raise LedgerError(f"the witness's address answered with status {error.code}") from error
        except (urllib.error.URLError, OSError, ValueError) as error:
            raise LedgerError("the witness's address did not take the checkpoint") from error
        return untrusted_body[:MAX_ANSWER_BYTES].decode("utf-8", "replace")


class Witnesses:
    """All witnesses of a site. `run` until cancelled, then `say_goodbye`."""

    def __init__(self, record: Recordkeeper, heads: Heads, settings: WitnessSettings) -> None:
        self.troubles: dict[str, LedgerError] = {}
        self.keys = settings.keys
        self._record = record
        self._heads = heads
        self._witnesses: list[Witness] = []
        if settings.file is not None:
            self._witnesses.append(FileWitness(settings.file))
        if settings.url is not None:
            self._witnesses.append(WebhookWitness(settings.url))
        self._witnesses.extend(settings.others)
        self._pushing = asyncio.Lock()

    async def run(self) -> None:
        """Push the newest checkpoint when there is a newer one, at most once a minute."""
        while True:
            await self._record.until_grown()
            try:
                await self.push()
            except DBAPIError:
                # The catalog says its own trouble; the next checkpoint is pushed as usual.
                pass
            await asyncio.sleep(EVERY_S)

    async def push(self) -> None:
        """Hand the newest checkpoint to every witness; one caller after the other, so that no mailbox gets it twice.

        1. It is kept in the catalog as published. 2. It is handed over. 3. What a witness signed is kept.

        Stopped after 1, it counts as shown although nobody saw it, which is the strict side.
        """
        async with self._pushing:
            await self._push()

    async def _push(self) -> None:
        signed, checkpoint = self._record.signed_checkpoint, self._record.checkpoint
        note, size = signed.encoded(), checkpoint.size
        await finished(self._heads.keep(signed, checkpoint))  # 1
        await finished(self._heads.publish(size))
        for witness in self._witnesses:
            try:
                untrusted_answer = await witness.push(note)  # 2
                lines = [line for line in untrusted_answer.splitlines() if line.startswith(DASH)]
                if lines and self.keys:
                    await self.add(size, lines)  # 3
                self.troubles.pop(witness.name, None)
            except LedgerError as error:
                self.troubles[witness.name] = error

    async def say_goodbye(self) -> None:
        """Leave the last checkpoint in files, so that not even the last minute can be rolled back unseen."""
        for witness in self._witnesses:
            if isinstance(witness, FileWitness):
                try:
                    await witness.push(self._record.signed_checkpoint.encoded())
                except LedgerError as error:
                    self.troubles[witness.name] = error

    async def add(self, size: int, untrusted_lines: Sequence[str]) -> Head:
        """Keep what witnesses signed of the checkpoint of this size, and return it with all that was signed of it.

        1. Each line names a witness the site was told of: `LedgerError` otherwise.
        2. The ledger has been that long: `NotFound` otherwise. The checkpoint need not be kept any more: it follows
           from the tree.
        3. Each line holds for it: `LedgerError` otherwise, and nothing is kept.
        4. A newer line of a witness replaces its older one.
        """
        if len(untrusted_lines) > MAX_LINES:
            raise TooMany(f"at most {MAX_LINES} cosignatures are taken at once")
        keys = [self._key_of(line) for line in untrusted_lines]  # 1
        if not 0 <= size <= self._record.checkpoint.size:  # 2
            raise NotFound(f"no checkpoint of {size} entries was shown", "fetch /ledger/checkpoint and sign that")
        signed = await self._record.signed(size)
        found = [
            verify_cosignature(signed.text, line, key) for line, key in zip(untrusted_lines, keys, strict=True)
        ]  # 3
        await self._heads.keep(signed, parse_checkpoint(signed.text))
        head = await self._heads.at(size) or Head(size, signed.encoded())
        kept = {line.split(" ")[1]: line for line in head.cosignatures.splitlines()}
        kept |= {one.name: one.line for one in found}  # 4
        cosignatures = "".join(f"{line}\n" for line in kept.values())
        await self._heads.cosign(size, cosignatures)
        return Head(size, head.note, cosignatures)

    async def newest(self) -> Head:
        """The newest checkpoint with what witnesses signed of it."""
        size = self._record.checkpoint.size
        head = await self._heads.at(size)
        return head if head is not None else Head(size, self._record.signed_checkpoint.encoded())

    async def witnessed(self) -> Head | None:
        """The newest checkpoint that a witness signed; None before the first."""
        return await self._heads.witnessed()

    def _key_of(self, untrusted_line: str) -> WitnessKey:
        name = untrusted_line.split(" ")[1:2]
        for key in self.keys:
            if name == [key.name]:
                return key
        raise LedgerError("this witness is not known here", "add its key to [ledger] witness_keys in the settings")
