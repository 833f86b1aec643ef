"""A person's own browsers that may be told by Web Push."""

from __future__ import annotations

from typing import Annotated

from fastapi import APIRouter, Path
from pydantic import Field

from groundglass.frosted.outbound.push import Subscription, base64url
from groundglass.frosted.web.entry import Responding, TheSite
from groundglass.frosted.web.models.base import Asked, Done, Told
from groundglass.frosted.web.problems import Problem

router = APIRouter(prefix="/api/v1/push", tags=["dispatch"], responses=Problem.answers(401, 403, 404, 422, 503))

Name = Annotated[str, Path(min_length=1, max_length=16, pattern=r"^[0-9a-f]+$")]


class NewSubscription(Asked):
    """What the browser's `PushSubscription` says: its endpoint and keys, base64url."""

    endpoint: Annotated[str, Field(min_length=1, max_length=2000)]
    p256dh: Annotated[str, Field(min_length=1, max_length=100)]
    auth: Annotated[str, Field(min_length=1, max_length=40)]


class KeyTold(Told):
    """The `applicationServerKey`, base64url."""

    key: str


class SubscriptionTold(Told):
    """One browser; its address is not told again."""

    id: str


class SubscriptionsTold(Told):
    """The own browsers."""

    subscriptions: list[SubscriptionTold]


@router.get("/key", summary="What a browser subscribes with")
async def get_key(who: Responding, site: TheSite) -> KeyTold:
    """The site's public key for Web Push."""
    return KeyTold(key=base64url((await site.outbound.push_key()).public))


@router.get("/subscriptions", summary="Your browsers that are told")
async def get_subscriptions(who: Responding, site: TheSite) -> SubscriptionsTold:
    """In no certain order."""
    found = await site.outbound.subscriptions.of(who.own_session().person)
    return SubscriptionsTold(subscriptions=[_show(one) for one in found])


@router.post("/subscriptions", summary="Have this browser told", status_code=201)
async def post_subscription(new: NewSubscription, who: Responding, site: TheSite) -> SubscriptionTold:
    """Of tasks and messages sent to you, and of nothing else."""
    me = who.own_session().person
    return _show(await site.outbound.subscriptions.add(me, new.endpoint, new.p256dh, new.auth))


@router.delete("/subscriptions/{subscription}", summary="Have a browser told no more")
async def delete_subscription(subscription: Name, who: Responding, site: TheSite) -> Done:
    """Only your own."""
    await site.outbound.subscriptions.remove(subscription, who.own_session().person)
    return Done()


def _show(one: Subscription) -> SubscriptionTold:
    return SubscriptionTold(id=one.id)
