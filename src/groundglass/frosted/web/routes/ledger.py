"""The ledger, for anybody: checkpoints, tiles, proofs; entries as far as the reader may know them.

Nobody signs in to check that history was not rewritten: checkpoints, hash tiles and proofs are for everybody, and
hashes tell nothing of entries that are not open, since those hold random bytes (record/kinds.py). What an entry says is
another matter. Who watched which camera when is the working day of a person, and tells a burglar when nobody looks;
so bundles of entries are for auditors, and everybody else is shown open entries whole, of others the fields that name
no person, and of the rest that they are there.
"""

from __future__ import annotations

from typing import Annotated, Final

from fastapi import APIRouter, Path, Query
from starlette.requests import Request
from starlette.responses import PlainTextResponse, Response

from groundglass.errors import LedgerError, NotFound, NotSignedIn
from groundglass.frosted.people.roles import Right
from groundglass.frosted.record.kinds import PUBLIC_FIELDS, Audience, audience_of
from groundglass.frosted.site import Site
from groundglass.frosted.web.entry import Auditing, TheSettings, TheSite, visitor
from groundglass.frosted.web.instants import show_instant
from groundglass.frosted.web.models.ledger import (
    ConsistencyTold,
    CosignaturesSent,
    CosignedTold,
    EntriesTold,
    EntryTold,
    InclusionTold,
    LedgerKey,
    LedgerTold,
)
from groundglass.frosted.web.problems import Problem
from groundglass.ledger.canonical import MAX_INTEGER, Json, parse_canonical
from groundglass.ledger.merkle import leaf_hash
from groundglass.ledger.tiles import Tile, parse_tile, width_at

router = APIRouter(tags=["ledger"], responses=Problem.answers(404, 422, 503))

MOST_ENTRIES: Final = 1000
FOREVER: Final = {"Cache-Control": "public, max-age=31536000, immutable"}
FOREVER_PRIVATE: Final = {"Cache-Control": "private, max-age=31536000, immutable"}

Count = Annotated[int, Query(ge=0, le=MAX_INTEGER)]
TilePath = Annotated[str, Path(max_length=60, examples=["x001/234.p/12"])]


@router.get("/ledger/checkpoint", summary="The newest checkpoint", response_class=PlainTextResponse)
async def checkpoint(site: TheSite) -> Response:
    """A C2SP signed note: the site's signature, then those of witnesses."""
    head = await site.archive.witnesses.newest()
    return PlainTextResponse(head.with_cosignatures(), headers={"Cache-Control": "no-cache"})


@router.get("/ledger/tile/entries/{path:path}", summary="256 entries, for auditors", response_class=Response)
async def bundle(path: TilePath, who: Auditing, site: TheSite) -> Response:
    """C2SP tlog-tiles: each entry after its length in 16 bits."""
    body = await site.record.bundle(_covered(site, f"0/{path}"))
    return Response(body, media_type="application/octet-stream", headers=FOREVER_PRIVATE)


@router.get("/ledger/tile/{path:path}", summary="256 hashes of the tree", response_class=Response)
async def tile(path: TilePath, site: TheSite) -> Response:
    """C2SP tlog-tiles: `L/N`, or `L/N.p/W` for the first W of a tile that is not whole."""
    body = await site.record.tile(_covered(site, path))
    return Response(body, media_type="application/octet-stream", headers=FOREVER)


@router.get("/api/v1/ledger", summary="The ledger as it stands")
async def get_ledger(site: TheSite) -> LedgerTold:
    """Its size, root and key, who witnesses it, and what is wrong with it."""
    record, witnesses = site.record, site.archive.witnesses
    witnessed = await witnesses.witnessed()
    return LedgerTold(
        origin=record.key.name,
        size=record.checkpoint.size,
        root=record.checkpoint.root.hex(),
        key=record.key.text(),
        witnesses=[key.name for key in witnesses.keys],
        witnessed_size=None if witnessed is None else witnessed.size,
        trouble=None if record.trouble is None else record.trouble.message,
        witness_troubles=[error.message for error in witnesses.troubles.values()],
    )


@router.get("/api/v1/ledger/key", summary="The key that signs checkpoints")
async def get_key(site: TheSite) -> LedgerKey:
    """Its public half. Write it down: with it, `groundglass ledger verify` needs nothing from this server."""
    return LedgerKey(origin=site.record.key.name, key=site.record.key.text())


@router.get("/api/v1/ledger/witnessed", summary="The newest checkpoint a witness signed")
async def get_witnessed(site: TheSite) -> CosignedTold:
    """404 before the first."""
    head = await site.archive.witnesses.witnessed()
    if head is None:
        raise NotFound("no witness has signed a checkpoint yet", "docs/operating.md says how to have witnesses")
    return CosignedTold(size=head.size, note=head.with_cosignatures())


@router.get("/api/v1/ledger/entries", summary="A stretch of entries")
async def get_entries(
    request: Request,
    site: TheSite,
    settings: TheSettings,
    begin: Annotated[int, Query(alias="from", ge=0, le=MAX_INTEGER)],
    end: Annotated[int, Query(alias="to", ge=0, le=MAX_INTEGER)],
) -> EntriesTold:
    """From `from` until before `to`, at most 1000. Auditors see all of each; everybody else what the kind allows."""
    try:
        may_read_all = (await visitor(request, site, settings)).person.may(Right.AUDIT)
    except NotSignedIn:
        may_read_all = False
    size = site.record.checkpoint.size
    end = min(end, size, begin + MOST_ENTRIES)
    entries = await site.record.entries(begin, end) if begin < end else []
    told = [_show(begin + place, entry, may_read_all=may_read_all) for place, entry in enumerate(entries)]
    return EntriesTold(size=size, entries=told)


@router.get("/api/v1/ledger/proof/inclusion", summary="Proof that an entry stands in the ledger")
async def get_inclusion(site: TheSite, index: Count, size: Count | None = None) -> InclusionTold:
    """In the tree of `size` entries; the newest without it."""
    _need(site, last=index, size=site.record.checkpoint.size if size is None else size)
    proven = await site.record.prove(index, size)
    return InclusionTold(
        index=index,
        size=proven.size,
        hash=leaf_hash(proven.entry).hex(),
        hashes=[one.hex() for one in proven.hashes],
        root=(await site.record.root(proven.size)).hex(),
        checkpoint=proven.checkpoint,
    )


@router.get("/api/v1/ledger/proof/consistency", summary="Proof that nothing was rewritten between two sizes")
async def get_consistency(site: TheSite, old: Count, new: Count) -> ConsistencyTold:
    """The tree of `new` entries begins with that of `old`."""
    _need(site, last=old - 1, size=new)
    hashes = await site.record.consistency(old, new)
    return ConsistencyTold(
        old=old,
        new=new,
        hashes=[one.hex() for one in hashes],
        old_root=(await site.record.root(old)).hex(),
        new_root=(await site.record.root(new)).hex(),
    )


@router.post("/api/v1/ledger/cosignatures", summary="Hand in what a witness signed")
async def post_cosignatures(sent: CosignaturesSent, site: TheSite) -> CosignedTold:
    """C2SP cosignature/v1 lines for a checkpoint that was shown, by witnesses the site was told of. Needs no session:
    the signature says who it is."""
    try:
        head = await site.archive.witnesses.add(sent.size, sent.signatures)
    except LedgerError as error:
        raise NotFound(error.message, *error.hints) from error
    return CosignedTold(size=head.size, note=head.with_cosignatures())


def _covered(site: Site, untrusted_path: str) -> Tile:
    """The tile of this path, or `NotFound` unless the newest checkpoint covers it."""
    try:
        found = parse_tile(untrusted_path)
    except LedgerError as error:
        raise NotFound(error.message, *error.hints) from error
    if found.width > width_at(found.level, found.number, site.record.checkpoint.size):
        raise NotFound("the ledger has no such tile yet", "fetch /ledger/checkpoint for how long it is")
    return found


def _need(site: Site, *, last: int, size: int) -> None:
    """`NotFound` unless the ledger has been `size` entries long, with one numbered `last` among them."""
    if not last < size <= site.record.checkpoint.size:
        raise NotFound(f"the ledger has {site.record.checkpoint.size} entries", "fetch /api/v1/ledger for its size")


def _show(index: int, entry: bytes, *, may_read_all: bool) -> EntryTold:
    fields = parse_canonical(entry)
    audience = Audience.OPEN if may_read_all else audience_of(fields.get("kind"))
    if audience is Audience.CLOSED:
        return EntryTold(index=index, hash=leaf_hash(entry).hex(), kind=None, at=None, fields={}, text=None)
    named = {key: value for key, value in fields.items() if key not in {"v", "kind", "at_90k", "salt"}}
    if audience is Audience.SHORT:
        named = {key: value for key, value in named.items() if key in PUBLIC_FIELDS}
    at_90k = fields.get("at_90k")
    return EntryTold(
        index=index,
        hash=leaf_hash(entry).hex(),
        kind=str(fields.get("kind")),
        at=show_instant(at_90k) if isinstance(at_90k, int) else None,
        fields=_plain(named),
        text=entry.decode() if audience is Audience.OPEN else None,
    )


def _plain(fields: dict[str, Json]) -> dict[str, bool | int | str | list[bool | int | str]]:
    """As entries hold them: values, and lists of values."""
    plain: dict[str, bool | int | str | list[bool | int | str]] = {}
    for key, value in fields.items():
        if isinstance(value, bool | int | str):
            plain[key] = value
        elif isinstance(value, list):
            plain[key] = [item for item in value if isinstance(item, bool | int | str)]
    return plain
