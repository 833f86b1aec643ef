"""What a sealer said, opened again by custodians who live in the test."""

from __future__ import annotations

import io
from collections.abc import Iterable
from typing import Final

import pyrage

from groundglass.custody.header import Header, header_hash, parse_header
from groundglass.custody.records import Packet, Record, read_records
from groundglass.custody.sealed import open_sealed
from groundglass.custody.slots import join_shares, unwrap_share
from groundglass.pane.sealing import SealedChunk, SealedHeader, SealingOrder

IDENTITIES: Final = [pyrage.x25519.Identity.generate() for _ in range(3)]
ORDER: Final = SealingOrder(tuple(str(one.to_public()) for one in IDENTITIES), 2, "7d", chain=5, previous=b"\7" * 32)


def segments_of(messages: Iterable[object]) -> list[tuple[Header, list[Record]]]:
    """Every segment that was handed over whole, opened by the first two custodians."""
    found = []
    begun: SealedHeader | None = None
    chunks: list[bytes] = []
    for message in messages:
        if isinstance(message, SealedHeader):
            begun, chunks = message, []
        elif isinstance(message, SealedChunk) and begun is not None:
            assert message.sequence == len(chunks)
            chunks.append(message.ciphertext)
            if message.is_last:
                found.append(_opened(begun, b"".join(chunks)))
    return found


def packets_of(records: Iterable[Record], kind: str = "video") -> list[Packet]:
    return [record for record in records if isinstance(record, Packet) and record.kind == kind]


def _opened(begun: SealedHeader, body: bytes) -> tuple[Header, list[Record]]:
    header, digest = parse_header(begun.header), header_hash(begun.header)
    shares = [unwrap_share(slot, one) for slot, one in zip(begun.slots[:2], IDENTITIES[:2], strict=True)]
    key = join_shares(shares, header, digest)
    return header, list(read_records(open_sealed(io.BytesIO(body), header, begun.header, key)))
