"""The site as a whole: the first thing a console asks."""

from __future__ import annotations

from fastapi import APIRouter
from starlette.requests import Request

from groundglass import __version__
from groundglass.errors import NotSignedIn
from groundglass.frosted.site import Site
from groundglass.frosted.web.entry import TheSettings, TheSite, visitor
from groundglass.frosted.web.instants import show_instant
from groundglass.frosted.web.models.site import SiteTold, StorageTold

router = APIRouter(prefix="/api/v1", tags=["site"])


@router.get("/site", summary="The site, and whether you are signed in")
async def get_site(request: Request, site: TheSite, settings: TheSettings) -> SiteTold:
    """Name and version for everybody; storage only for those who are signed in."""
    try:
        await visitor(request, site, settings)
        storage = await _storage(site)
    except NotSignedIn:
        storage = None
    return SiteTold(
        name=site.name,
        version=__version__,
        signed_in=storage is not None,
        account_label=settings.oidc.label if settings.oidc is not None else None,
        needs_first_person=await site.people.needs_first_person(),
        storage=storage,
    )


async def _storage(site: Site) -> StorageTold:
    figures = await site.archive.figures()
    return StorageTold(
        used_bytes=figures.used_bytes,
        free_bytes=figures.free_bytes,
        floor_bytes=figures.floor_bytes,
        oldest=None if figures.oldest_90k is None else show_instant(figures.oldest_90k),
    )
