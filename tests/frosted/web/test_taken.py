"""A still that is taken in the browser is on record before the browser hands it over."""

from __future__ import annotations

import pytest

from groundglass.frosted.people.roles import Role
from tests.frosted.web.stand import Stand

PATH = "/api/v1/cameras/gate/stills"
TAKEN = {"at": "2026-11-21T23:00:00.000Z", "way": "copied"}


async def test_who_took_a_still_of_which_moment_is_on_record(stand: Stand) -> None:
    await stand.camera()
    person, token = await stand.somebody(Role.OPERATOR)
    async with stand.browser(token) as operator:
        answer = await operator.post(PATH, json=TAKEN)
        assert (answer.status_code, answer.json()) == (200, {"done": True})
        trail = (await operator.get("/api/v1/me/trail")).json()["steps"]
    [step] = [one for one in trail if one["kind"] == "still.taken"]
    assert step["camera"] == "gate"
    assert step["own"]
    assert person.id not in str(step["details"])


@pytest.mark.parametrize("other", [{"at": "2999-01-01T00:00:00Z"}, {"at": "now"}, {"way": "painted"}, {"jpeg": "AA=="}])
async def test_what_is_no_moment_of_a_picture_is_not_entered(stand: Stand, other: dict[str, str]) -> None:
    await stand.camera()
    async with stand.browser((await stand.somebody(Role.OPERATOR))[1]) as operator:
        before = stand.site.record.checkpoint.size
        assert (await operator.post(PATH, json=TAKEN | other)).status_code == 422
    assert stand.site.record.checkpoint.size == before
