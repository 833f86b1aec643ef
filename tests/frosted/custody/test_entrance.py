"""Claims about entering with a key."""

from __future__ import annotations

import pytest

from groundglass.custody.entry import answer_to
from groundglass.custody.keyring import Keyring
from groundglass.errors import CustodyError, NotSignedIn, TooMany
from groundglass.frosted.custody import entrance as entrance_module
from groundglass.frosted.custody.entrance import CHALLENGE_LIFE_S, TOKEN_LIFE_S, Entered
from groundglass.frosted.people.tokens import Token
from tests.custody.originals import new_keyring
from tests.frosted.custody.vault import Vault


async def enter(vault: Vault, keyring: Keyring, client: str = "here") -> tuple[Token, Entered]:
    id, sealed = await vault.custody.entrance.challenge(keyring.recipients[0], client)
    return await vault.custody.entrance.enter(id, answer_to(keyring.open(sealed)), client)


async def test_a_custodian_enters_by_opening_a_challenge(vault: Vault) -> None:
    token, entered = await enter(vault, vault.keyrings[1])
    assert entered.custodian == vault.custodians[1]
    assert (await vault.custody.entrance.who(token)).custodian == vault.custodians[1]
    assert "custodian.entered" in await vault.kinds()


async def test_a_stranger_gets_a_challenge_like_everybody_and_no_entry(vault: Vault) -> None:
    stranger = new_keyring()
    _, theirs = await vault.custody.entrance.challenge(stranger.recipients[0], "here")
    _, custodians = await vault.custody.entrance.challenge(vault.custodians[0].recipient, "here")
    assert len(stranger.open(theirs)) == len(vault.keyrings[0].open(custodians)) == 41
    with pytest.raises(NotSignedIn):
        await enter(vault, stranger)


async def test_a_challenge_is_answered_once_and_in_time(vault: Vault) -> None:
    keyring, entrance = vault.keyrings[0], vault.custody.entrance
    id, sealed = await entrance.challenge(keyring.recipients[0], "here")
    answer = answer_to(keyring.open(sealed))
    with pytest.raises(NotSignedIn):
        await entrance.enter(id, bytes(32), "here")
    with pytest.raises(NotSignedIn):
        await entrance.enter(id, answer, "here")
    id, sealed = await entrance.challenge(keyring.recipients[0], "here")
    vault.clock.advance(CHALLENGE_LIFE_S)
    with pytest.raises(NotSignedIn):
        await entrance.enter(id, answer_to(keyring.open(sealed)), "here")


async def test_an_entry_ends_by_itself_and_with_the_office(vault: Vault) -> None:
    token, _ = await enter(vault, vault.keyrings[0])
    other, _ = await enter(vault, vault.keyrings[1])
    settings = await vault.custody.book.get()
    await vault.custody.book.put(settings.retiring(vault.custodians[0].id))
    with pytest.raises(NotSignedIn, match="no longer a custodian"):
        await vault.custody.entrance.who(token)
    with pytest.raises(NotSignedIn):
        await enter(vault, vault.keyrings[0])
    vault.clock.advance(TOKEN_LIFE_S)
    with pytest.raises(NotSignedIn, match="ended"):
        await vault.custody.entrance.who(other)


async def test_guessing_and_asking_are_bounded(vault: Vault) -> None:
    entrance = vault.custody.entrance
    for _ in range(10):
        with pytest.raises(NotSignedIn):
            await entrance.enter("no such", bytes(32), "there")
    with pytest.raises(TooMany):
        await entrance.enter("no such", bytes(32), "there")
    with pytest.raises(TooMany):
        for _ in range(40):
            await entrance.challenge(vault.custodians[0].recipient, "there")
    with pytest.raises(CustodyError):
        await entrance.challenge("age1 nobody", "elsewhere")


async def test_challenges_and_entries_are_bounded(vault: Vault, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(entrance_module, "MAX_CHALLENGES", 1)
    monkeypatch.setattr(entrance_module, "MAX_TOKENS", 1)
    first, sealed = await vault.custody.entrance.challenge(vault.custodians[0].recipient, "here")
    await vault.custody.entrance.challenge(vault.custodians[0].recipient, "here")
    with pytest.raises(NotSignedIn):
        await vault.custody.entrance.enter(first, answer_to(vault.keyrings[0].open(sealed)), "here")
    token, _ = await enter(vault, vault.keyrings[0])
    await enter(vault, vault.keyrings[1])
    with pytest.raises(NotSignedIn):
        await vault.custody.entrance.who(token)
