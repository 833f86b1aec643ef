"""Words are kept, pictures are bounded, and every drop is counted."""

from __future__ import annotations

import threading

from groundglass.clear.inbox import LONGEST_WAIT_S, Inbox
from groundglass.clock import SimulatedClock


def live(room: int = 3) -> tuple[Inbox[int, str], SimulatedClock]:
    clock = SimulatedClock()
    return Inbox(room, clock, lossless=False), clock


def test_a_bunch_of_pictures_passes_whole() -> None:
    inbox, _ = live(3)
    for n in (1, 2, 3):
        assert inbox.put_picture(n)
    assert [inbox.take(0)[0] for _ in range(4)] == [1, 2, 3, None]
    assert inbox.dropped_total == 0


def test_without_room_the_oldest_picture_loses_and_no_word_does() -> None:
    inbox, _ = live(2)
    inbox.put_word("opened")
    for n in (1, 2, 3, 4):
        inbox.put_picture(n)
    inbox.put_word("over")
    assert [inbox.take(0) for _ in range(4)] == [(None, "opened"), (3, None), (4, None), (None, "over")]
    assert inbox.dropped_total == 2


def test_a_picture_that_waited_too_long_loses_to_a_new_one() -> None:
    inbox, clock = live(9)
    inbox.put_picture(1)
    clock.advance(LONGEST_WAIT_S + 0.01)
    inbox.put_picture(2)
    assert inbox.take(0) == (2, None)
    assert inbox.dropped_total == 1


def test_a_file_waits_for_room_and_loses_nothing() -> None:
    inbox: Inbox[int, str] = Inbox(2, SimulatedClock(), lossless=True)
    source = threading.Thread(target=lambda: [inbox.put_picture(n) for n in range(50)])
    source.start()
    assert [inbox.take(5)[0] for _ in range(50)] == list(range(50))
    source.join()
    assert inbox.dropped_total == 0


def test_closing_releases_a_source_that_waits() -> None:
    inbox: Inbox[int, str] = Inbox(1, SimulatedClock(), lossless=True)
    inbox.put_picture(1)
    answers: list[bool] = []
    source = threading.Thread(target=lambda: answers.append(inbox.put_picture(2)))
    source.start()
    inbox.close()
    source.join(5)
    assert answers == [False]
    assert inbox.take(0) == (None, None)


def test_taking_waits_for_what_comes() -> None:
    inbox, _ = live()
    later = threading.Timer(0.05, inbox.put_word, ("now",))
    later.start()
    assert inbox.take(5) == (None, "now")
    later.join()
