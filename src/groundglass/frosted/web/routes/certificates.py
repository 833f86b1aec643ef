"""Looking at the certificate a camera shows, before it is trusted and after it has changed.

Nothing is kept and nothing is said to the camera; trusting is a change of the camera (`PATCH`, `certificate`).
"""

from __future__ import annotations

from fastapi import APIRouter
from starlette.responses import Response

from groundglass.errors import ConfigError, TooMany
from groundglass.frosted.inventory.certificates import certificate_at, is_signed
from groundglass.frosted.web.addresses import AddressPolicy, check_address, judge_of
from groundglass.frosted.web.camera import SetUpCamera
from groundglass.frosted.web.entry import SettingUp, TheSettings, TheSite
from groundglass.frosted.web.models.base import Nothing
from groundglass.frosted.web.models.certificates import CertificateTold, LookAsked
from groundglass.frosted.web.problems import Problem
from groundglass.frosted.web.shown.certificates import show_certificate
from groundglass.frosted.web.state import TheState, WebState
from groundglass.pane.address import NetworkAddress, is_encrypted, parse_address
from groundglass.pane.ids import Instant90k
from groundglass.pane.settings import SecretAddress

router = APIRouter(prefix="/api/v1", tags=["cameras"], responses=Problem.answers(401, 403, 404, 422, 429, 502))


@router.post("/discovery/certificate", summary="Look at the certificate an address shows")
async def post_look(
    asked: LookAsked, answer: Response, who: SettingUp, site: TheSite, settings: TheSettings, state: TheState
) -> CertificateTold:
    """By a handshake from this server and nothing more. The address is judged as a camera's is."""
    answer.headers["Cache-Control"] = "no-store"
    return await _look(SecretAddress(asked.address), settings.addresses, state, Instant90k(site.clock.now_90k()))


@router.post("/cameras/{camera}/certificate", summary="Look at the certificate a camera shows now")
async def post_look_again(
    _: Nothing, record: SetUpCamera, answer: Response, site: TheSite, settings: TheSettings, state: TheState
) -> CertificateTold:
    """At the address that is kept; of two, the first that is encrypted."""
    known = record.settings
    address = next((one for one in (known.address, known.sub_address) if one is not None and is_encrypted(one)), None)
    if address is None:
        raise ConfigError("this camera is not encrypted, so no certificate is shown", "give it an rtsps address")
    answer.headers["Cache-Control"] = "no-store"
    return await _look(address, settings.addresses, state, Instant90k(site.clock.now_90k()))


async def _look(secret: SecretAddress, policy: AddressPolicy, state: WebState, now: Instant90k) -> CertificateTold:
    address = parse_address(secret)
    if not isinstance(address, NetworkAddress):
        raise ConfigError("only cameras on the network show a certificate")
    await check_address(secret, policy)
    if state.trials.locked():
        raise TooMany("other addresses are being tried just now", "try again in a few seconds")
    async with state.trials:
        judge = await judge_of(secret.reveal().strip(), policy)
        found = await certificate_at(address, judge)
        signed = policy.authority is not None and await is_signed(address, judge, policy.authority)
        return show_certificate(found, address, now, signed=signed)
