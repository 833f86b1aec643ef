"""Requests as the API tells them."""

from __future__ import annotations

import base64
import binascii
from collections.abc import Mapping
from dataclasses import dataclass

from groundglass.custody.ceremony import State
from groundglass.errors import ConfigError
from groundglass.frosted.custody.request_table import Kept
from groundglass.frosted.site import Site
from groundglass.frosted.web.instants import show_instant
from groundglass.frosted.web.models.unseal import AnswerTold, ProofTold, RefusalTold, RequestState, UnsealTold
from groundglass.ledger.note import NoteKey
from groundglass.ledger.portable import PortableProof

_STATES: dict[State, RequestState] = {
    State.OPEN: "open",
    State.RELEASED: "released",
    State.OPENED: "opened",
    State.REFUSED: "refused",
    State.EXPIRED: "expired",
}


@dataclass(frozen=True, slots=True)
class Names:
    """What ids are called: people who asked, and custodians."""

    people: Mapping[str, str]
    custodians: Mapping[str, str]


async def names_of(site: Site) -> Names:
    """Everybody's, read once for a whole answer."""
    people = {str(person.id): person.name for person in await site.people.persons.list()}
    settings = await site.custody.book.get()
    return Names(people, {custodian.id: custodian.name for custodian in settings.custodians})


def show_request(kept: Kept, names: Names, now: int) -> UnsealTold:
    """A request with its answers."""
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
        requester_name=names.people.get(request.requester, ""),
        recipient=request.recipient,
        state=_STATES[kept.state(now)],
        needed=request.needed,
        approvals=[
            AnswerTold(
                custodian=kept.who[one.recipient],
                name=names.custodians.get(kept.who[one.recipient], ""),
                at=show_instant(one.at),
            )
            for one in progress.approvals
        ],
        refusals=[
            RefusalTold(
                custodian=kept.who[one.recipient],
                name=names.custodians.get(kept.who[one.recipient], ""),
                at=show_instant(one.at),
                why=one.why,
            )
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
