"""Claims about requests: what counts as an approval, when something is released, and what is never opened."""

from __future__ import annotations

import io
import json
from collections.abc import Callable
from dataclasses import replace
from typing import Any

import pyrage
import pytest
from hypothesis import given
from hypothesis import strategies as st

from groundglass.custody.approval import Offered, approve
from groundglass.custody.ceremony import (
    MAX_ENCODED_BYTES,
    MAX_SEGMENTS,
    Approval,
    Progress,
    Refusal,
    Request,
    State,
    check_answerable,
    check_covers,
    check_release,
    counted,
    parse_request,
    state_of,
)
from groundglass.custody.quorum import Needed, held_by, is_impossible, missing
from groundglass.custody.records import End
from groundglass.custody.release import open_segment
from groundglass.custody.slots import parse_share, rewrap_share
from groundglass.errors import CustodyError
from groundglass.pane.ids import TICKS_PER_S, CameraId, Instant90k
from tests.custody.originals import BEGIN, SLOT, Sealed, approved, new_keyring, offered, packets, request_for, seal

CUSTODIANS = [new_keyring() for _ in range(3)]
RECIPIENTS = tuple(one.recipients[0] for one in CUSTODIANS)
REQUESTER = new_keyring()
# 10:00:00 to 10:00:20 is asked for; the third segment is the minute after.
SEGMENTS = [seal(RECIPIENTS, place=place) for place in range(3)]
ASKED = SEGMENTS[:2]
REQUEST = request_for(ASKED, REQUESTER.recipients[0])
NOW = Instant90k(BEGIN + 60 * TICKS_PER_S)


def yes(*custodians: int, request: Request = REQUEST, at: Instant90k = NOW) -> Progress:
    return Progress(approvals=tuple(Approval(RECIPIENTS[one], at, request.terms()) for one in custodians))


def opened(request: Request, segment: Sealed, shares: list[bytes]) -> list[object]:
    return list(open_segment(request, io.BytesIO(segment.file), shares, REQUESTER))


def test_enough_approvals_open_exactly_what_was_asked() -> None:
    shares = [approved(REQUEST, ASKED, CUSTODIANS[one]) for one in (0, 2)]
    for segment in ASKED:
        given_shares = [share[segment.header.segment] for share in shares]
        records = packets(segment.header.start)
        assert opened(REQUEST, segment, given_shares) == [*records, End(segment.header.until, len(records))]


def test_an_approval_of_ten_minutes_cannot_open_the_eleventh() -> None:
    """Not by the server's word: the shares are tried on the next segment in every way there is."""
    after = SEGMENTS[2]
    shares = [share for one in (0, 1, 2) for share in approved(REQUEST, ASKED, CUSTODIANS[one]).values()]
    with pytest.raises(CustodyError, match="not part of request"):
        opened(REQUEST, after, shares)
    lying = replace(REQUEST, segments=(*REQUEST.segments, after.needed()), until=after.header.until)
    with pytest.raises(CustodyError, match="another segment"):
        opened(lying, after, shares)


def test_one_approval_of_two_opens_nothing() -> None:
    share = approved(REQUEST, ASKED, CUSTODIANS[0])[ASKED[0].header.segment]
    for shares in ([], [share], [share, share]):
        with pytest.raises(CustodyError):
            opened(REQUEST, ASKED[0], shares)


def test_one_custodians_wrong_share_does_not_spoil_the_others() -> None:
    segment = ASKED[0]
    good = [approved(REQUEST, ASKED, CUSTODIANS[one])[segment.header.segment] for one in (0, 1)]
    share = parse_share(REQUESTER.open(good[0]))
    wrong = replace(share, share=replace(share.share, number=3))
    spoilt = rewrap_share(wrong, pyrage.x25519.Recipient.from_str(REQUESTER.recipients[0]))
    assert len(opened(REQUEST, segment, [spoilt, *good])) == 62
    with pytest.raises(CustodyError, match="does not open"):
        opened(REQUEST, segment, [spoilt, good[0]])


def test_shares_that_are_too_long_are_not_decrypted() -> None:
    with pytest.raises(CustodyError, match="too long"):
        opened(REQUEST, ASKED[0], [bytes(20_000)])


@pytest.mark.parametrize(
    ("lie", "said"),
    [
        (lambda honest: [*honest, *offered(SEGMENTS[2:], RECIPIENTS[0])], "does not name"),
        (lambda honest: [*honest, honest[0]], "does not name"),
        (lambda honest: honest[:1], "did not offer 1"),
        (lambda honest: [], "did not offer 2"),
        (lambda honest: [honest[0], Offered(honest[1].header, honest[0].slot)], "share of another segment"),
        (lambda honest: [honest[0], Offered(honest[1].header, ASKED[1].slots[1])], "none of your identities"),
        (lambda honest: [honest[0], Offered(honest[1].header, bytes(20_000))], "too long"),
        (lambda honest: [Offered(b"{}", honest[0].slot)], "does not name"),
    ],
)
def test_a_server_that_offers_anything_else_gets_no_approval(
    lie: Callable[[list[Offered]], list[Offered]], said: str
) -> None:
    with pytest.raises(CustodyError, match=said):
        approve(REQUEST, lie(offered(ASKED, RECIPIENTS[0])), CUSTODIANS[0], RECIPIENTS[0])


@pytest.mark.parametrize(
    ("change", "said"),
    [
        ({"camera": CameraId("yard")}, "another camera"),
        ({"start": Instant90k(BEGIN + SLOT)}, "outside the range"),
        ({"until": Instant90k(BEGIN + SLOT)}, "outside the range"),
        ({"purpose": "drill"}, "as a drill"),
    ],
)
def test_a_request_that_reads_otherwise_than_its_segments_is_not_approved(change: dict[str, Any], said: str) -> None:
    """A server could show a harmless range and name the hashes of another one."""
    with pytest.raises(CustodyError, match=said):
        approved(replace(REQUEST, **change), ASKED, CUSTODIANS[0])


def test_a_drill_opens_only_what_was_drawn_for_a_drill() -> None:
    drawn = [seal(RECIPIENTS, policy="drill")]
    assert approved(request_for(drawn, REQUESTER.recipients[0], purpose="drill"), drawn, CUSTODIANS[0])
    with pytest.raises(CustodyError, match="as a drill"):
        approved(request_for(drawn, REQUESTER.recipients[0]), drawn, CUSTODIANS[0])


def test_nobody_approves_for_a_requester_without_a_key() -> None:
    with pytest.raises(CustodyError, match="age recipient"):
        approved(replace(REQUEST, recipient="age1nobody"), ASKED, CUSTODIANS[0])


def test_a_release_takes_the_quorum_and_the_ledger() -> None:
    check_release(REQUEST, yes(0, 2), ledger_index=7, now=NOW)
    with pytest.raises(CustodyError, match="1 of 2 custodians have approved"):
        check_release(REQUEST, yes(0), ledger_index=7, now=NOW)
    with pytest.raises(CustodyError, match="ledger"):
        check_release(REQUEST, yes(0, 1, 2), ledger_index=None, now=NOW)
    with pytest.raises(CustodyError, match="expired"):
        check_release(REQUEST, yes(0, 1), ledger_index=7, now=REQUEST.expires)


def test_a_custodian_who_approves_twice_has_approved_once() -> None:
    with pytest.raises(CustodyError, match="1 of 2"):
        check_release(REQUEST, yes(0, 0, 0), ledger_index=7, now=NOW)


def test_a_changed_request_voids_its_approvals() -> None:
    progress = yes(0, 1)
    for change in ({"reason": "another"}, {"recipient": RECIPIENTS[1]}, {"nonce": bytes(15) + b"1"}, {"basis": "x"}):
        changed = replace(REQUEST, **change)
        assert counted(changed, progress.approvals) == frozenset()
        with pytest.raises(CustodyError, match="0 of 2"):
            check_release(changed, progress, ledger_index=7, now=NOW)


def test_an_approval_before_the_request_or_after_its_end_does_not_count() -> None:
    for at in (Instant90k(REQUEST.made - 1), REQUEST.expires):
        assert counted(REQUEST, yes(0, at=at).approvals) == frozenset()


def test_the_quorum_is_counted_for_every_segment_on_its_own() -> None:
    others = tuple(new_keyring().recipients[0] for _ in range(2))
    mixed = [ASKED[0].needed(), seal((RECIPIENTS[0], *others), place=1, needed=2).needed()]
    assert missing(mixed, RECIPIENTS[:2]) == 1
    assert missing(mixed, [*RECIPIENTS[:2], others[0]]) == 0
    assert held_by(mixed, RECIPIENTS[1]) == (mixed[0],)
    assert is_impossible(mixed, others)
    assert not is_impossible(mixed, RECIPIENTS[1:2])


def test_no_segments_are_never_enough() -> None:
    with pytest.raises(CustodyError):
        missing([], RECIPIENTS)


@given(st.sets(st.integers(0, 2)), st.integers(1, 3))
def test_missing_counts_down_to_the_quorum(agreed: set[int], needed: int) -> None:
    one = replace(ASKED[0].needed(), needed=needed)
    assert missing([one], [RECIPIENTS[who] for who in agreed]) == max(0, needed - len(agreed))


def test_states_follow_from_what_happened_and_the_clock() -> None:
    refusals = tuple(Refusal(RECIPIENTS[one], NOW, "no") for one in (0, 1))
    assert state_of(REQUEST, Progress(), NOW) is State.OPEN
    assert state_of(REQUEST, Progress(refusals=refusals[:1]), NOW) is State.OPEN
    assert state_of(REQUEST, Progress(refusals=refusals), NOW) is State.REFUSED
    assert state_of(REQUEST, Progress(released=NOW), NOW) is State.RELEASED
    assert state_of(REQUEST, Progress(released=NOW), REQUEST.expires) is State.EXPIRED
    assert state_of(REQUEST, Progress(released=NOW, opened=NOW), REQUEST.expires) is State.OPENED


def test_an_answer_is_given_once_while_the_request_is_open() -> None:
    check_answerable(REQUEST, yes(0), RECIPIENTS[1], NOW)
    with pytest.raises(CustodyError, match="already"):
        check_answerable(REQUEST, yes(0), RECIPIENTS[0], NOW)
    with pytest.raises(CustodyError, match="already"):
        check_answerable(REQUEST, Progress(refusals=(Refusal(RECIPIENTS[0], NOW, "no"),)), RECIPIENTS[0], NOW)
    with pytest.raises(CustodyError, match="released"):
        check_answerable(REQUEST, replace(yes(0, 1), released=NOW), RECIPIENTS[2], NOW)
    with pytest.raises(CustodyError, match="expired"):
        check_answerable(REQUEST, Progress(), RECIPIENTS[0], REQUEST.expires)
    with pytest.raises(CustodyError, match="no share"):
        check_answerable(REQUEST, Progress(), REQUESTER.recipients[0], NOW)


def test_a_drill_takes_answers_until_it_expires_so_that_every_key_is_tried() -> None:
    drill = request_for([seal(RECIPIENTS, policy="drill")], REQUESTER.recipients[0], purpose="drill")
    check_answerable(drill, replace(yes(0, 1, request=drill), released=NOW, opened=NOW), RECIPIENTS[2], NOW)
    with pytest.raises(CustodyError):
        check_answerable(drill, replace(yes(0, 1, request=drill), opened=NOW), RECIPIENTS[2], drill.expires)


def test_an_approval_covers_the_request_and_nothing_else() -> None:
    ids = [one.header.segment for one in SEGMENTS]
    check_covers(REQUEST, RECIPIENTS[0], [ids[1], ids[0]])
    for wrong in (ids[:1], ids, [ids[0], ids[0]], []):
        with pytest.raises(CustodyError, match="covers its 2 segments"):
            check_covers(REQUEST, RECIPIENTS[0], wrong)


def test_a_request_is_read_back_as_it_was_written() -> None:
    assert parse_request(REQUEST.encoded()) == REQUEST


@pytest.mark.parametrize(
    "change",
    [
        {"purpose": "peek"},
        {"reason": " "},
        {"basis": "x" * 2001},
        {"reason": "bell \x07"},
        {"start_90k": -1},
        {"until_90k": 2**62},
        {"until_90k": "soon"},
        {"expires_90k": REQUEST.made},
        {"nonce": "00"},
        {"nonce": 5},
        {"segments": []},
        {"camera": "Not A Camera"},
        {"requester": 7},
        {"v": 2},
        {"more": 1},
    ],
)
def test_a_request_that_says_anything_else_is_refused(change: dict[str, object]) -> None:
    said = {**json.loads(REQUEST.encoded()), **change}
    with pytest.raises(CustodyError):
        parse_request(json.dumps(said, separators=(",", ":"), sort_keys=True).encode())


@pytest.mark.parametrize("untrusted", [b"", b"[]", b"{", b"null", bytes(MAX_ENCODED_BYTES + 1)])
def test_what_is_no_request_is_refused(untrusted: bytes) -> None:
    with pytest.raises(CustodyError):
        parse_request(untrusted)


@pytest.mark.parametrize(
    "segments",
    [
        (ASKED[0].needed(), ASKED[0].needed()),
        tuple(replace(ASKED[0].needed(), segment=number.to_bytes(16, "big")) for number in range(MAX_SEGMENTS + 1)),
    ],
)
def test_a_request_names_each_segment_once_and_not_too_many(segments: tuple[Needed, ...]) -> None:
    with pytest.raises(CustodyError):
        replace(REQUEST, segments=segments)


@pytest.mark.parametrize(
    "change", [{"needed": 0}, {"needed": 4}, {"custodians": ()}, {"segment": b"x"}, {"header_hash": b"x"}]
)
def test_a_quorum_that_is_none_is_refused(change: dict[str, Any]) -> None:
    with pytest.raises(CustodyError):
        replace(ASKED[0].needed(), **change)


def test_a_slot_that_holds_another_custodians_share_is_not_passed_on() -> None:
    """A server that gave custodian 0 the share of custodian 1 would collect two shares of one person."""
    other = parse_share(CUSTODIANS[1].open(ASKED[0].slots[1]))
    swapped = rewrap_share(other, pyrage.x25519.Recipient.from_str(RECIPIENTS[0]))
    lying = [Offered(ASKED[0].encoded, swapped), *offered(ASKED[1:], RECIPIENTS[0])]
    with pytest.raises(CustodyError, match="another custodian's share"):
        approve(REQUEST, lying, CUSTODIANS[0], RECIPIENTS[0])
