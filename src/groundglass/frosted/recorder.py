"""One camera's recorder: pictures in, fragments on disk, minutes closed.

`push` never waits; `run` does the work. Groups pictures into fragments of at most 0.5 s that break at key
pictures, appends them to the open minute in the spool, tells the index, and hands closed minutes to be settled.
When the disk is full it says so on the state board, asks retention for room, drops (and counts) pictures and
resumes by itself.
"""

from __future__ import annotations

from groundglass.pane.pictures import FrostedSample, VideoRun


class Recorder:
    """Made by `Archive.recorder`. `dropped_total` counts pictures that were not recorded."""

    dropped_total: int

    def push(self, item: VideoRun | FrostedSample) -> None:
        """Take a run or picture; never waits. Drops to the next key picture when the disk cannot follow."""
        raise NotImplementedError

    async def close(self) -> None:
        """Write what was pushed, close the minute, stop. The camera's recorder can be made anew afterwards."""
        raise NotImplementedError
