"""What a requester is handed after a release, as one zip file that is streamed.

    request.json                what was asked, exactly as its terms are hashed
    sealed/<segment>.gg         the sealed files (spec/sealed-file.md)
    shares/<segment>/<j>.age    custodian j's share, encrypted to the requester
    proofs.json                 request, approvals and release in the ledger (ledger/portable.py)
    checkpoint.txt              the newest checkpoint
    headers/<segment>.json      in the place of sealed/ for a hand-over: the headers alone

Opened on the requester's own machine: `groundglass unseal open`, the console, or `age` and a page of code. Apart from
the requests because it only writes down what they hand out.
"""

from __future__ import annotations

from collections.abc import AsyncIterator, Sequence

from groundglass.frosted.custody.requests import Handed
from groundglass.frosted.custody.shelf import SealedShelf
from groundglass.frosted.custody.streamed_zip import StreamedZip
from groundglass.frosted.record.recordkeeper import Recordkeeper
from groundglass.ledger.portable import PortableProof, encode_proofs


async def bundle(handed: Handed, shelf: SealedShelf, record: Recordkeeper) -> AsyncIterator[bytes]:
    """The zip file's bytes, in order."""
    kept = handed.kept
    indexes = [kept.entry, *kept.answer_entries, *([] if kept.release_entry is None else [kept.release_entry])]
    indexes += [row.entry for row in handed.rows if row.entry is not None]
    proofs = await prove_all(record, indexes)
    out = StreamedZip()
    yield out.small("request.json", kept.request.encoded())
    yield out.small("proofs.json", encode_proofs(record.key, proofs))
    yield out.small("checkpoint.txt", record.signed_checkpoint.encoded().encode())
    for segment, shares in handed.shares.items():
        for number, share in shares.items():
            yield out.small(f"shares/{segment}/{number}.age", share)
    if kept.request.purpose == "hand_over":  # the ciphertext stays where it is
        for row in handed.rows:
            yield out.small(f"headers/{row.segment}.json", row.header)
        yield out.finish()
        return
    for row in handed.rows:
        async for part in out.large(f"sealed/{row.segment}.gg", shelf.read(row)):
            yield part
    yield out.finish()


async def prove_all(record: Recordkeeper, indexes: Sequence[int]) -> tuple[PortableProof, ...]:
    """Proofs of some entries, each in the newest tree of its moment."""
    proofs = []
    for index in sorted(set(indexes)):
        proven = await record.prove(index)
        proofs.append(PortableProof(index, proven.entry, proven.size, proven.hashes, proven.checkpoint))
    return tuple(proofs)
