"""The people of a site over HTTP: invitations, roles, removals, and what of it is on record."""

from __future__ import annotations

import json

from groundglass.frosted.people.roles import Role
from tests.frosted.web.stand import Stand


async def entries(stand: Stand, kind: str) -> list[dict[str, object]]:
    kept = await stand.site.record.entries(0, stand.site.record.checkpoint.size)
    return [entry for entry in map(json.loads, kept) if entry["kind"] == kind]


async def test_an_invited_person_comes_by_the_link_and_may_do_what_their_role_says(stand: Stand) -> None:
    owner, token = await stand.somebody_signed_in()
    async with stand.browser(token) as browser:
        answer = await browser.post("/api/v1/people", json={"role": "operator"})
        assert answer.status_code == 201
        path, _, secret = answer.json()["link"].rpartition("/")
        assert path == "/#/sign-in"
    async with stand.browser() as guest:
        me = (await guest.post("/api/v1/sign-in/link", json={"token": secret})).json()
        assert (me["id"], me["role"]) == (answer.json()["person"], "operator")
        assert (await guest.get("/api/v1/cameras")).status_code == 200
        assert (await guest.get("/api/v1/people")).status_code == 403
    [entry] = await entries(stand, "person.invited")
    assert (entry["by"], entry["role"]) == (owner.id, "operator")


async def test_a_role_is_changed_and_a_person_removed_on_record(stand: Stand) -> None:
    owner, token = await stand.somebody_signed_in()
    await stand.site.people.persons.set_password_hash(owner.id, "set")
    guest, theirs = await stand.somebody(Role.VIEWER)
    async with stand.browser(token) as browser:
        people = (await browser.patch(f"/api/v1/people/{guest.id}", json={"role": "supervisor"})).json()["people"]
        assert {person["id"]: person["role"] for person in people} == {
            owner.id: "administrator",
            guest.id: "supervisor",
        }
        assert [person["is_you"] for person in people if person["id"] == owner.id] == [True]
        assert (await browser.delete(f"/api/v1/people/{guest.id}")).status_code == 200
        assert (await browser.delete(f"/api/v1/people/{guest.id}")).status_code == 404
    async with stand.browser(theirs) as gone:
        assert (await gone.get("/api/v1/cameras")).status_code == 401
    [changed] = await entries(stand, "person.role-changed")
    assert (changed["person"], changed["role"]) == (guest.id, "supervisor")
    [removed] = await entries(stand, "person.removed")
    assert (removed["by"], removed["person"]) == (owner.id, guest.id)


async def test_nobody_removes_themselves_and_nobody_invents_a_role(stand: Stand) -> None:
    owner, token = await stand.somebody_signed_in()
    async with stand.browser(token) as browser:
        answer = await browser.delete(f"/api/v1/people/{owner.id}")
        assert (answer.status_code, "another administrator" in answer.text) == (403, True)
        answer = await browser.post("/api/v1/people", json={"role": "emperor"})
        assert (answer.status_code, "supervisor" in answer.text) == (422, True)
    assert await entries(stand, "person.invited") == []


async def test_a_change_that_could_not_be_made_says_so_in_the_record(stand: Stand) -> None:
    owner, token = await stand.somebody_signed_in()
    async with stand.browser(token) as browser:
        assert (await browser.patch(f"/api/v1/people/{owner.id}", json={"role": "viewer"})).status_code == 409
        assert (await browser.post("/api/v1/people/none/link", json={})).status_code == 404
        await browser.post("/api/v1/people", json={"role": "viewer"})  # what is noted before it is written by now
    assert len(await entries(stand, "act.failed")) == 2
