"""Requests as the API tells them."""

from __future__ import annotations

import base64
import binascii

from groundglass.errors import ConfigError
from groundglass.frosted.custody.request_table import Kept
from groundglass.frosted.web.instants import show_instant
from groundglass.frosted.web.models.unseal import AnswerTold, ProofTold, RefusalTold, UnsealTold
from groundglass.ledger.note import NoteKey
from groundglass.ledger.portable import PortableProof


def show_request(kept: Kept, now: int) -> UnsealTold:
    """A request with its answers; custodians by their id, which the settings name."""
    request, progress = kept.request, kept.progress
    return UnsealTold(
        id=request.id,
        purpose=request.purpose,
        camera=request.camera,
        start=show_instant(request.start),
        end=show_instant(request.until),
        reason=request.reason,
        basis=request.basis,
        requester=request.requester,
        recipient=request.recipient,
        state=kept.state(now).value,
        needed=request.needed,
        approvals=[
            AnswerTold(custodian=kept.who[one.recipient], at=show_instant(one.at)) for one in progress.approvals
        ],
        refusals=[
            RefusalTold(custodian=kept.who[one.recipient], at=show_instant(one.at), why=one.why)
            for one in progress.refusals
        ],
        made=show_instant(request.made),
        expires=show_instant(request.expires),
        segments=len(request.segments),
        is_drill=request.purpose == "drill",
        terms=request.terms().hex(),
        document=base64.b64encode(request.encoded()).decode(),
    )


def show_proof(proof: PortableProof, key: NoteKey) -> ProofTold:
    """A proof with everything it takes to check it, but the reason to trust the key."""
    return ProofTold(
        index=proof.index,
        entry=base64.b64encode(proof.entry).decode(),
        size=proof.size,
        hashes=[base64.b64encode(value).decode() for value in proof.hashes],
        checkpoint=proof.checkpoint,
        key=key.text(),
    )


def parse_base64(untrusted_text: str) -> bytes:
    """The bytes, or `ConfigError`."""
    try:
        return base64.b64decode(untrusted_text, validate=True)
    except (binascii.Error, ValueError) as error:
        raise ConfigError("a part of what was sent is not base64") from error
