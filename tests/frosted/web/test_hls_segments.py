"""HLS: segments begin with a key, leave nothing out, and keep their numbers."""

from __future__ import annotations

import re

from hypothesis import given
from hypothesis import strategies as st

from groundglass.clock import SimulatedClock
from groundglass.frosted.playback import Fragment, Playback
from groundglass.frosted.web.hls_segments import complete_segments, playlist, target_duration_s
from groundglass.frosted.web.hls_window import LiveWindows
from groundglass.pane.ids import CameraId, Instant90k, RunId

HALF_S = 45_000
START = 1_800_000_000 * 90_000
GATE = CameraId("gate")


def fragments(count: int, *, run: int = 1, start: int = START, key_every: int = 2) -> list[Fragment]:
    return [
        Fragment(
            GATE,
            RunId(run),
            Instant90k(start + n * HALF_S),
            Instant90k(start + (n + 1) * HALF_S),
            n % key_every == 0,
            8,
            "file",
            0,
            1000,
            False,
        )
        for n in range(count)
    ]


@given(st.integers(1, 60), st.integers(1, 30), st.integers(1, 40))
def test_segments_cover_what_was_recorded_without_overlap(first: int, second: int, key_every: int) -> None:
    recorded = fragments(first, key_every=key_every) + fragments(
        second, run=2, start=START + (first + 3) * HALF_S, key_every=key_every
    )
    keys = {(f.run, f.start) for f in recorded if f.is_key}
    segments = list(complete_segments(recorded, None, is_over=True))
    covered = [f for s in segments for f in recorded if f.run == s.run and s.start <= f.start < s.end]
    assert len(covered) == len(set(covered))
    assert all((s.run, s.start) in keys for s in segments)
    assert covered == recorded
    assert [s.follows for s in segments].count(False) == len({s.run for s in segments})


def test_the_newest_segment_is_held_back_until_it_is_whole() -> None:
    recorded = fragments(7)  # three seconds and a half, a key every second
    told = list(complete_segments(recorded, None, is_over=False))
    assert [s.duration_s for s in told] == [2.0]
    assert [s.duration_s for s in complete_segments(recorded, None, is_over=True)] == [2.0, 1.5]


def test_a_gap_is_a_discontinuity_with_its_own_map() -> None:
    recorded = fragments(4) + fragments(4, start=START + 100 * HALF_S)
    segments = list(complete_segments(recorded, None, is_over=True))
    text = playlist(segments, target_s=target_duration_s(segments), is_over=True)
    assert text.count("#EXT-X-DISCONTINUITY\n") == 1
    assert text.count("#EXT-X-MAP:") == 2
    assert "#EXT-X-TARGETDURATION:2\n" in text
    assert text.endswith("#EXT-X-ENDLIST\n")
    assert "#EXT-X-PROGRAM-DATE-TIME:2027-01-15T08:00:00.000Z" in text


class Recorded(Playback):
    """What was recorded so far, by hand."""

    def __init__(self) -> None:
        self.recorded_so_far: list[Fragment] = []

    async def fragments(
        self, camera: CameraId, start: Instant90k, end: Instant90k, *, from_key: bool = False
    ) -> tuple[Fragment, ...]:
        assert from_key
        return tuple(f for f in self.recorded_so_far if f.end > start and f.start < end)


async def test_a_live_segment_keeps_its_number_and_numbers_only_rise() -> None:
    clock, playback = SimulatedClock(START), Recorded()
    windows = LiveWindows(playback, clock)
    numbers: dict[str, int] = {}
    highest = 0
    for step in range(120):
        if step == 60:
            clock.advance(100)  # nobody asks, the window is forgotten
        clock.advance(0.5)
        playback.recorded_so_far.append(fragments(step + 1, start=clock.now_90k() - (step + 1) * HALF_S)[-1])
        if step < 6 or 60 <= step < 66:
            continue
        text = await windows.playlist(GATE)
        found = re.search(r"MEDIA-SEQUENCE:(\d+)", text)
        assert found is not None
        first = int(found[1])
        assert "#EXT-X-TARGETDURATION:4\n" in text
        names = re.findall(r"^\d+/.*m4s$", text, re.MULTILINE)
        assert 1 <= len(names) <= 8
        for number, name in enumerate(names, first):
            assert numbers.setdefault(name, number) == number
        assert first + len(names) > highest - 1
        highest = max(highest, first + len(names) - 1)
    assert len(numbers) > 20
