"""HLS: recorded fragments -> segments -> playlists. Pure.

A segment is one or more whole groups of pictures of one run, at least a second long, named by its run and its
exact times; its bytes are those of the recorded fragments. A camera that sends a key picture
every minute has segments of a minute: a player cannot begin anywhere else. RFC 8216, version 7 (fragmented MP4).
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from math import ceil
from typing import Final

from groundglass.frosted.playback import Fragment
from groundglass.frosted.web.instants import show_instant
from groundglass.pane.ids import TICKS_PER_S, Instant90k, RunId

SEGMENT_S: Final = 2.0
GAP_90K: Final = TICKS_PER_S // 2


@dataclass(frozen=True, slots=True)
class Segment:
    """A stretch of one run that begins with a key picture. `follows`: nothing is missing since the one before."""

    run: RunId
    start: Instant90k
    end: Instant90k
    follows: bool

    @property
    def duration_s(self) -> float:
        return (self.end - self.start) / TICKS_PER_S

    @property
    def name(self) -> str:
        return f"{self.run}/{self.start}-{self.end}.m4s"


def complete_segments(fragments: Iterable[Fragment], before: Segment | None, *, is_over: bool) -> Iterator[Segment]:
    """Segments of fragments in playing order, the first of each run being a key.

    `before` is the segment already told of, if any. The newest one is held back until a key picture shows
    that it is whole, unless the recording `is_over`.
    """
    open_run: RunId | None = None
    start = end = Instant90k(0)
    for fragment in fragments:
        breaks = fragment.run != open_run or fragment.start - end > GAP_90K
        is_long = fragment.start - start >= SEGMENT_S * TICKS_PER_S
        if open_run is not None and (breaks or (fragment.is_key and is_long)):
            before = _segment(open_run, start, end, before)
            yield before
            open_run = None
        if open_run is None:
            if not fragment.is_key:
                continue  # nothing can be painted before a key picture
            open_run, start = fragment.run, fragment.start
        end = fragment.end
    if open_run is not None and is_over:
        yield _segment(open_run, start, end, before)


def _segment(run: RunId, start: Instant90k, end: Instant90k, before: Segment | None) -> Segment:
    follows = before is not None and before.run == run and 0 <= start - before.end <= GAP_90K
    return Segment(run, start, end, follows)


def target_duration_s(segments: Iterable[Segment]) -> int:
    """What a playlist declares as the longest segment it will ever have. RFC 8216, section 4.3.3.1."""
    return max([1, *(ceil(segment.duration_s) for segment in segments)])


def playlist(
    segments: Iterable[Segment],
    *,
    target_s: int,
    sequence: int = 0,
    discontinuities: int = 0,
    is_over: bool = False,
) -> str:
    """A media playlist. `sequence` is the first segment's number, `discontinuities` how many came before it."""
    lines = [
        "#EXTM3U",
        "#EXT-X-VERSION:7",
        f"#EXT-X-TARGETDURATION:{target_s}",
        f"#EXT-X-MEDIA-SEQUENCE:{sequence}",
        f"#EXT-X-DISCONTINUITY-SEQUENCE:{discontinuities}",
        "#EXT-X-INDEPENDENT-SEGMENTS",
    ]
    if is_over:
        lines.append("#EXT-X-PLAYLIST-TYPE:VOD")
    before: Segment | None = None
    for segment in segments:
        if before is not None and not segment.follows:
            lines.append("#EXT-X-DISCONTINUITY")
        if before is None or not segment.follows:
            lines.append(f'#EXT-X-MAP:URI="{segment.run}/init.mp4"')
        lines.append(f"#EXT-X-PROGRAM-DATE-TIME:{show_instant(segment.start)}")
        lines.append(f"#EXTINF:{segment.duration_s:.5f},")
        lines.append(segment.name)
        before = segment
    if is_over:
        lines.append("#EXT-X-ENDLIST")
    return "\n".join(lines) + "\n"
