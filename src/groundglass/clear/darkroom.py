"""One picture's way from clear to frosted: stamp, copy, frost, encode. And the runs it makes.

Apart from worker.py, which only decides what comes next, because between `load` and the end of the `with` block
lies everything that must be true of a clear picture: it is frosted whole or part, or blackened, whatever happens; only
then is it encoded. A new run begins with a new connection, geometry or clock; a new geometry is also a new
place, proven anew, because a place of another size is another place.

A picture so like the last one that nothing would come of it is neither frosted nor encoded: the last frosted
picture is repeated (stillness.py, repeat.py). That can show nothing, since it shows what was shown.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

from groundglass.clear.album import Album
from groundglass.clear.detect.detector import Detector
from groundglass.clear.detect.model import Model
from groundglass.clear.encode import FrostedCanvas, SampleEncoder
from groundglass.clear.glass import Glass, Seen
from groundglass.clear.outlet import Outlet
from groundglass.clear.picture import ClearPlanes, Geometry, Picture, geometry_of, planes_of
from groundglass.clear.stamp import FileStamper, LiveStamper
from groundglass.clear.stillness import Stillness
from groundglass.clear.words import Opened
from groundglass.pane.ids import TICKS_PER_S, Duration90k, Instant90k, RunId
from groundglass.pane.observations import ViewChanged
from groundglass.pane.settings import Polygon, WorkerSettings
from groundglass.pane.status import View
from groundglass.ticks import Ticks

_LONGEST_90K: Final = 10 * TICKS_PER_S
"""A picture shown longer than this is not an estimate of the next one's length."""

_FRESH_90K: Final = TICKS_PER_S // 5
"""However still, a picture is judged five times a second: evidence for the place needs it, and so do the figures."""


@dataclass(frozen=True, slots=True)
class _Shown:
    """The frosted picture that is shown, what was seen in it, and when that was judged."""

    canvas: FrostedCanvas
    seen: Seen
    judged_at: Instant90k

    def is_fresh(self, at: Instant90k) -> bool:
        return at - self.judged_at < _FRESH_90K

    def hides_as(self, other: _Shown) -> bool:
        """True when the same is hidden, as far as figures tell: if not, only the next second's picture shows it."""
        return (self.seen.view, self.seen.hidden_ppm) == (other.seen.view, other.seen.hidden_ppm)


class _Run:
    """What belongs to one run: stamps and encoder. Ends when any of what made it changes."""

    def __init__(
        self, run: RunId, connection: int, geometry: Geometry, stamper: LiveStamper | FileStamper, crf: int
    ) -> None:
        self.connection = connection
        self.geometry = geometry
        self.stamper = stamper
        self.encoder = SampleEncoder(run, geometry, crf)
        self.stillness = Stillness()
        self.last_90k: Instant90k | None = None
        self.shown: _Shown | None = None

    def stamp(self, picture: Picture) -> tuple[Instant90k, Duration90k]:
        """When the picture was taken, and how long it is shown as far as one can know now."""
        if isinstance(self.stamper, FileStamper):
            at = self.stamper.stamp(picture.source_90k, picture.duration_90k)
            duration_90k = picture.duration_90k
        else:
            at = self.stamper.stamp(picture.source_90k, picture.arrived_s)
            step_90k = picture.duration_90k if self.last_90k is None else at - self.last_90k
            duration_90k = min(step_90k, _LONGEST_90K)
        self.last_90k = at
        return at, Duration90k(duration_90k)


class Darkroom:
    """Owned by the main loop. The only holder of clear planes, and it holds one picture at a time."""

    def __init__(self, settings: WorkerSettings, outlet: Outlet, clock: Ticks) -> None:
        self._settings = settings
        self._outlet = outlet
        self._clock = clock
        self._runs_total = 0
        self._run: _Run | None = None
        self._geometry: Geometry | None = None
        self._planes: ClearPlanes | None = None
        self._glass: Glass | None = None
        self._album: Album | None = None
        self._known = settings.place
        self._model: Model | None = None
        self._view = View.STARTING
        # One for all runs: a file whose picture changes size in the middle goes on in its own time.
        self._file_stamper = FileStamper(Instant90k(clock.now_90k()))

    def develop(self, picture: Picture, opened: Opened) -> Seen:
        """Frost and send one picture; raises `Trouble` when it is too large or cannot be encoded."""
        run = self._run_for(picture, opened)
        assert self._planes is not None and self._glass is not None and self._album is not None
        at, duration = run.stamp(picture)
        is_still = run.stillness.is_still(planes_of(picture.clear))
        shown = run.shown
        repeated = run.encoder.repeat(at, duration) if is_still and shown and shown.is_fresh(at) else None
        if shown is None or repeated is None:
            canvas, run.shown = run.encoder.canvas(), None
            own = canvas.planes if run.encoder.reads_at_once else None
            with self._planes.load(picture.clear, at, own) as clear:
                now = _Shown(canvas, self._glass.frost(clear, canvas), at)
                if own is not None:
                    clear.keep_frosted()
            for observation in now.seen.said:
                self._outlet.send(observation)
            if is_still and shown is not None and now.hides_as(shown):
                repeated = run.encoder.repeat(at, duration)
            run.shown = shown = now
        canvas, seen = shown.canvas, shown.seen
        self._outlet.send(repeated or run.encoder.encode(canvas, at, duration))
        if seen.view is not self._view:
            self._view = seen.view
            self._outlet.send(ViewChanged(at, seen.view))
        self._album.look_at(canvas, at, seen)
        return seen

    def prepare(self) -> None:
        """Load the detector that the site brings; raises `Trouble` when it cannot be used."""
        if self._settings.detector is not None:
            self._model = Model(self._settings.detector)

    def end_run(self) -> None:
        """The stretch of video is over; the place is still known."""
        self._run = None

    def send_place(self, at: Instant90k) -> None:
        """Send the place if it has changed since it was last sent."""
        if self._album is not None:
            self._album.send_place(at)

    def approve(self, proposal: str, regions: tuple[Polygon, ...]) -> None:
        if self._album is not None and self._album.approve(proposal, regions):
            self._judge_next()

    def forget(self) -> None:
        self._known = None
        if self._glass is not None and self._album is not None:
            self._glass.forget()
            self._judge_next()
            self._album.start_over()

    def _judge_next(self) -> None:
        """What is known has changed; the last picture may not be shown again."""
        if self._run is not None:
            self._run.shown = None

    def _detector_for(self, geometry: Geometry) -> Detector | None:
        order, model = self._settings.detector, self._model
        return None if order is None or model is None else Detector(order, model, geometry.width, geometry.height)

    def _run_for(self, picture: Picture, opened: Opened) -> _Run:
        geometry = geometry_of(picture.clear, opened.aspect)
        run = self._run
        if (
            run is not None
            and run.connection == picture.connection
            and run.geometry == geometry
            and not run.stamper.clock_jumped()
        ):
            return run
        if geometry != self._geometry:
            self._geometry = geometry
            self._planes = ClearPlanes(geometry)
            self._glass = Glass(self._settings, geometry, self._known, self._detector_for(geometry))
            self._album = Album(
                self._outlet,
                self._glass,
                full_range=geometry.full_range,
                thumbnails=self._settings.thumbnails,
            )
            self._known = None  # a place is given once; another size is another place
        stamper: LiveStamper | FileStamper
        if self._settings.pace == "fast":
            stamper = self._file_stamper
        else:
            stamper = LiveStamper(self._clock, trust_spacing=opened.trust_spacing)
        self._runs_total += 1
        run = _Run(RunId(self._runs_total), picture.connection, geometry, stamper, self._settings.crf)
        self._run = run
        self._outlet.send(run.encoder.run)
        return run
