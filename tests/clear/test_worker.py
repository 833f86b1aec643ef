"""The worker's loop with sources that do what a test says: states, orders, runs and reports."""

from __future__ import annotations

import itertools
import os
import threading
from collections.abc import Callable, Iterator
from dataclasses import replace
from typing import Any

import av
import numpy as np
import pytest

from groundglass.clear import album
from groundglass.clear import worker as worker_module
from groundglass.clear.causes import Trouble
from groundglass.clear.counter import SecondCounter
from groundglass.clear.darkroom import Darkroom
from groundglass.clear.feed import Feed
from groundglass.clear.glass import Seen
from groundglass.clear.inbox import Inbox
from groundglass.clear.orders import pass_orders, read_order
from groundglass.clear.outlet import Outlet, PaneClosed
from groundglass.clear.picture import Picture
from groundglass.clear.source import Source
from groundglass.clear.words import Opened, Over, Word
from groundglass.clock import SimulatedClock, SystemClock
from groundglass.pane.control import Approve, Forget, Order, Stop, encode_order
from groundglass.pane.ids import Instant90k
from groundglass.pane.observations import Occupancy, ViewChanged
from groundglass.pane.pictures import FrostedSample, FrostedStill, PlaceArtefact, StillPurpose, VideoRun, proposal_token
from groundglass.pane.settings import WorkerSettings
from groundglass.pane.status import CameraState, Cause, Codec, SourceFacts, View, WorkerFigures, WorkerStatus
from groundglass.pane.wire import Message
from tests.clear.hearing import Ear, hear, only, settings_for, states, stop_after, stop_when

Play = Callable[[int], Iterator[Picture]]


def picture(n: int, connection: int, size: tuple[int, int] = (320, 240), *, step_s: float = 0.2) -> Picture:
    """Picture `n` of a still room."""
    frame = av.VideoFrame(*size, "yuv420p")
    rng = np.random.default_rng(1)
    for plane in frame.planes:
        plane.update(
            rng.integers(60, 190, plane.buffer_size // 64 + 1, np.uint8).repeat(64)[: plane.buffer_size].tobytes()
        )
    step = round(step_s * 90_000)
    return Picture(frame, connection, n * step, step, SystemClock().monotonic_s())


class ToldSource:
    """A source that plays what a test gives it."""

    aspect = (1, 1)
    trust_spacing = True
    undecodable_total = 0

    def __init__(self, pictures: Iterator[Picture]) -> None:
        self._pictures = pictures
        self.closed = False

    def facts(self, at: Instant90k) -> SourceFacts:
        return SourceFacts(at, Codec.RAW, 320, 240, 5000, has_audio=False)

    def pictures(self) -> Iterator[Picture]:
        return self._pictures

    def close(self) -> None:
        self.closed = True


def opener(play: Play) -> Callable[..., Source]:
    return lambda settings, address, clock, stop, connection: ToldSource(play(connection))


def run(play: Play, on_message: Any = None, clock: Any = None, **others: Any) -> list[Message]:
    settings = settings_for("demo:plaza", **({"pace": "fast", "evidence_s": 1.0} | others))
    return hear(settings, on_message=on_message, opener=opener(play), clock=clock)


def test_the_place_and_stills_are_sent_and_the_place_is_known_next_time() -> None:
    messages = run(lambda c: (picture(n, c) for n in range(400)))
    place = only(messages, PlaceArtefact)
    assert place and place[-1].proven_ppm > 900_000
    purposes = {still.purpose for still in only(messages, FrostedStill)}
    assert {StillPurpose.THUMBNAIL, StillPurpose.PLACE} <= purposes
    assert [v.view for v in only(messages, ViewChanged)][-1] is View.PROVEN
    assert only(messages, Occupancy)
    again = run(lambda c: (picture(n, c) for n in range(20)), place=place[-1].body)
    assert only(again, WorkerFigures)[-1].view is View.PROVEN
    assert only(again, WorkerFigures)[-1].frames_whole_total < 5


def test_without_thumbnails_none_are_sent() -> None:
    messages = run(lambda c: (picture(n, c) for n in range(10)), thumbnails=False)
    assert not only(messages, FrostedStill)


def test_a_still_that_cannot_be_made_is_left_out(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(album, "still_of", lambda *_, **__: None)
    messages = run(lambda c: (picture(n, c) for n in range(10)))
    assert len(only(messages, FrostedSample)) == 10 and not only(messages, FrostedStill)


def test_orders_reach_the_glass() -> None:
    asked: list[str] = []
    seen_again = threading.Event()

    def on_message(message: Message, order: Callable[[Order], None]) -> None:
        if isinstance(message, FrostedStill) and message.purpose is StillPurpose.PROPOSAL and "approve" not in asked:
            asked.append("approve")
            order(Approve("1-" + "0" * 32))  # somebody else's
            order(Approve(proposal_token(message)))
        if isinstance(message, PlaceArtefact) and "forget" not in asked:
            asked.append("forget")
            order(Forget())
        if isinstance(message, ViewChanged) and message.view is View.AWAITING_APPROVAL and "forget" in asked:
            seen_again.set()

    def play(connection: int) -> Iterator[Picture]:
        for n in range(30_000):  # far more than any machine needs
            yield picture(n, connection)
            if seen_again.is_set():
                return

    messages = run(play, on_message, mode="approved")
    assert asked == ["approve", "forget"]
    views = [m.view for m in only(messages, ViewChanged)]
    assert View.AWAITING_APPROVAL in views and View.PROVEN in views
    assert View.AWAITING_APPROVAL in views[views.index(View.PROVEN) :]


def test_orders_before_the_first_picture_do_no_harm() -> None:
    release = threading.Event()

    def play(connection: int) -> Iterator[Picture]:
        release.wait(60)
        yield picture(0, connection)

    def on_message(message: Message, order: Callable[[Order], None]) -> None:
        if isinstance(message, WorkerStatus) and message.state is CameraState.CONNECTING:
            order(Approve("1-" + "0" * 32))
            order(Forget())
            release.set()

    assert len(only(run(play, on_message), FrostedSample)) == 1


def test_a_place_is_forgotten_even_between_two_runs() -> None:
    ear = Ear()
    darkroom = Darkroom(settings_for("demo:plaza", pace="fast", evidence_s=1.0), Outlet(ear.pane_in), SystemClock())
    opened = Opened(ToldSource(iter(())).facts(Instant90k(0)), 1, (1, 1), trust_spacing=True)
    for n in range(60):
        darkroom.develop(picture(n, 1), opened)
    darkroom.end_run()
    darkroom.forget()
    assert darkroom.develop(picture(60, 1), opened).whole
    ear.close()
    os.close(ear.orders_out)
    assert View.PROVEN in [v.view for v in only(ear.messages, ViewChanged)]


def test_another_size_is_another_run_and_another_place() -> None:
    def play(connection: int) -> Iterator[Picture]:
        yield from (picture(n, connection) for n in range(60))
        yield from (picture(n, connection, (160, 128)) for n in range(60, 70))

    messages = run(play)
    assert [(r.run, r.width) for r in only(messages, VideoRun)] == [(1, 320), (2, 160)]
    views = [v.view for v in only(messages, ViewChanged)]
    assert View.STARTING in views[views.index(View.PROVEN) :]
    times = [s.at for s in only(messages, FrostedSample)]
    assert {b - a for a, b in itertools.pairwise(times)} == {18_000}


def test_a_picture_too_large_is_reported_and_the_next_one_is_shown() -> None:
    def play(connection: int) -> Iterator[Picture]:
        yield picture(0, connection)
        yield picture(1, connection, (8208, 16))
        yield picture(2, connection)

    messages = run(play)
    assert states(messages)[1:4] == [
        (CameraState.LIVE, Cause.NONE),
        (CameraState.FAULT, Cause.PICTURE_TOO_LARGE),
        (CameraState.LIVE, Cause.NONE),
    ]
    assert len(only(messages, VideoRun)) == 2


def test_a_clock_that_is_set_begins_a_new_run() -> None:
    class Jumping(SystemClock):
        jumped_90k = 0

        def now_90k(self) -> int:
            return super().now_90k() + self.jumped_90k

    clock = Jumping()

    def play(connection: int) -> Iterator[Picture]:
        for n in range(20):
            clock.jumped_90k = 90_000 * 3600 * (n >= 10)
            yield picture(n, connection)
            threading.Event().wait(0.01)

    messages = run(play, clock=clock, pace="live")
    runs = only(messages, VideoRun)
    assert len(runs) == 2
    by_run = {r.run: [s.at for s in only(messages, FrostedSample) if s.run == r.run] for r in runs}
    assert min(by_run[runs[1].run]) - max(by_run[runs[0].run]) > 90_000 * 3500


def test_a_limit_on_rate_leaves_pictures_out_without_calling_them_lost() -> None:
    def play(connection: int) -> Iterator[Picture]:
        began_s = SystemClock().monotonic_s()
        for n in range(60):
            yield replace(picture(n, connection), arrived_s=began_s + n * 0.02)

    figures = only(run(play, max_rate_hz=10.0), WorkerFigures)[-1]
    assert (figures.frames_in_total, figures.frames_out_total, figures.frames_dropped_total) == (60, 12, 0)
    whole = run(play, max_rate_hz=10.0, every_frame=True)
    assert len(only(whole, FrostedSample)) == 60


def test_an_unknown_failure_of_a_source_is_a_fault_without_its_words() -> None:
    def play(connection: int) -> Iterator[Picture]:
        yield picture(0, connection)
        raise RuntimeError("rtsp://user:hunter2@camera")

    messages = run(play)
    assert states(messages)[-1] == (CameraState.FAULT, Cause.INTERNAL)
    assert "hunter2" not in repr(messages)


def test_an_address_that_cannot_be_read_is_refused() -> None:
    messages = hear(settings_for("ftp://camera/x", pace="fast"))
    assert states(messages)[-1] == (CameraState.REFUSED, Cause.BAD_SETTINGS)


def test_an_unknown_scene_is_refused() -> None:
    for address in ("demo:nowhere", "demo:plaza?width=x", "demo:plaza?faults=face", "demo:plaza?frames=-x"):
        messages = hear(settings_for(address, pace="fast"))
        assert states(messages)[-1] == (CameraState.REFUSED, Cause.NO_SUCH_STREAM), address


def test_a_drawn_scene_ends_when_it_was_told_to() -> None:
    address = "demo:plaza?width=160&height=120&fps=10&people=2&frames=8"
    messages = hear(settings_for(address, pace="fast"))
    assert len(only(messages, FrostedSample)) == 8
    assert only(messages, SourceFacts)[0].codec is Codec.RAW


def test_a_drawn_scene_is_paced_like_a_camera() -> None:
    address = "demo:street?width=160&height=120&fps=10&cast=1.2&timecode=1&still_after_s=2&still_pose=sit"
    messages = hear(settings_for(address), on_message=stop_after(6))
    samples = only(messages, FrostedSample)
    assert samples[5].at - samples[0].at > 0.4 * 90_000


def test_patience_doubles_up_to_half_a_minute_and_starts_anew_after_a_steady_time() -> None:
    clock = SimulatedClock()
    stop = threading.Event()
    waits: list[int] = []

    class Impatient(threading.Event):
        def wait(self, timeout: float | None = None) -> bool:
            clock.advance(timeout or 0.0)
            return self.is_set()

    stop = Impatient()
    inbox: Inbox[Picture, Word] = Inbox(2, clock, lossless=False)

    def open_dead(settings: WorkerSettings, *_: object) -> Source:
        if len(waits) == 8:
            clock.advance(60)
        raise Trouble(CameraState.LOST, Cause.PORT_CLOSED)

    class Listening(Inbox[Picture, Word]):
        def put_word(self, word: Word) -> None:
            if isinstance(word, Over):
                waits.append(word.retry_in_s)
                if len(waits) == 10:
                    stop.set()

    inbox = Listening(2, clock, lossless=False)
    Feed(settings_for("rtsp://10.0.0.1/x"), inbox, clock, stop, open_dead).run()
    assert waits == [1, 2, 4, 8, 16, 30, 30, 30, 1, 2]


def test_a_source_that_was_stopped_says_nothing_more() -> None:
    stop = threading.Event()
    clock = SystemClock()
    inbox: Inbox[Picture, Word] = Inbox(2, clock, lossless=False)

    def open_stopping(*_: object) -> Source:
        stop.set()
        raise Trouble(CameraState.LOST, Cause.PORT_CLOSED)

    feed = Feed(settings_for("rtsp://10.0.0.1/x"), inbox, clock, stop, open_stopping)
    feed.run()
    assert inbox.take(0)[1] is not None and inbox.take(0)[1] is None


def test_a_pane_that_closes_ends_the_worker() -> None:
    out, into = os.pipe()
    os.close(out)
    with pytest.raises(PaneClosed):
        Outlet(into)
    orders_out, orders_in = os.pipe()
    worker_module.main(settings_for("demo:plaza"), into, orders_out)
    for fd in (into, orders_out, orders_in):
        os.close(fd)


def test_a_worker_works_to_the_end_of_its_file() -> None:
    out, into = os.pipe()
    orders_out, orders_in = os.pipe()
    reader = threading.Thread(target=lambda: [None for _ in iter(lambda: os.read(out, 1 << 16), b"")])
    reader.start()
    worker_module.main(settings_for("demo:plaza?width=64&height=48&frames=3", pace="fast"), into, orders_out)
    os.close(orders_in)
    os.close(into)
    reader.join()
    os.close(out)


@pytest.mark.parametrize(
    "body",
    [b"", b"\0", b"\0\0\0\1\x09", b"\0\0\0\5\2[[]]", b"\0\0\0\x09\2xyz", encode_order(settings_for("demo:plaza"))],
)
def test_an_order_that_cannot_be_obeyed_ends_the_worker(body: bytes) -> None:
    out, into = os.pipe()
    os.write(into, body)
    os.close(into)
    inbox: Inbox[Picture, Word] = Inbox(2, SystemClock(), lossless=False)
    pass_orders(out, inbox)
    assert inbox.take(0) == (None, Stop())
    os.close(out)


def test_orders_are_read_whole_and_in_order() -> None:
    out, into = os.pipe()
    orders: list[Order] = [Forget(), Approve("1-" + "0" * 32, (((0.0, 0.0), (1.0, 0.0), (1.0, 1.0)),)), Stop()]
    os.write(into, b"".join(encode_order(o) for o in orders))
    assert [read_order(out) for _ in orders] == orders
    os.close(into)
    os.close(out)


def test_a_second_without_pictures_reports_no_occupancy() -> None:
    counter = SecondCounter()
    counter.count(Seen(View.PROVEN, whole=False, proven_ppm=5, hidden_ppm=10, moving_ppm=4), 0.02)
    counter.count(Seen(View.PROVEN, whole=True, proven_ppm=5, hidden_ppm=20, moving_ppm=0), 0.03)
    at = Instant90k(1)
    figures, occupancy = counter.report(at, 2.0, frames_in=3, dropped=1, undecodable=0)
    assert occupancy == Occupancy(at, 15, 2)
    assert (figures.frames_out_total, figures.frames_whole_total, figures.latency_us) == (2, 1, 30_000)
    assert figures.rate_millihertz == 1000
    figures, occupancy = counter.report(at, 0.0, frames_in=3, dropped=1, undecodable=0)
    assert occupancy is None and figures.frames_out_total == 2 and figures.latency_us == 0


def test_a_stop_ends_a_worker_that_is_still_connecting() -> None:
    def play(connection: int) -> Iterator[Picture]:
        threading.Event().wait(1.0)
        yield from ()

    stop = stop_when(lambda m: isinstance(m, WorkerStatus))

    def forget_and_stop(message: Message, order: Callable[[Order], None]) -> None:
        if isinstance(message, WorkerStatus):
            order(Forget())
        stop(message, order)

    messages = run(play, forget_and_stop, pace="live")
    assert states(messages) == [(CameraState.CONNECTING, Cause.FIRST_ATTEMPT)]
