"""A drawn view for the claims about frosting: a textured room, an invented figure, a simulated clock."""

from __future__ import annotations

import cv2
import numpy as np
import numpy.typing as npt

from groundglass.clear.frame import ClearFrame
from groundglass.clear.frost.froster import Froster
from groundglass.clear.frost.planes import FrostedPlanes, FrostReport
from groundglass.clear.frost.policy import FrostPolicy
from groundglass.clear.place.grid import Polygon
from groundglass.pane.ids import Instant90k

WIDTH, HEIGHT = 320, 192
TALL, BROAD = 72, 28
Picture = tuple[npt.NDArray[np.uint8], npt.NDArray[np.uint8], npt.NDArray[np.uint8]]


def textured(seed: int, height: int, width: int, low: int, high: int, grain: int) -> npt.NDArray[np.uint8]:
    rng = np.random.default_rng(seed)
    coarse = rng.integers(low, high, (max(2, height // grain), max(2, width // grain)), dtype=np.uint8)
    return np.asarray(cv2.resize(coarse, (width, height), interpolation=cv2.INTER_LINEAR), np.uint8)


def room(seed: int = 1) -> Picture:
    return (
        textured(seed, HEIGHT, WIDTH, 60, 200, 6),
        textured(seed + 1, HEIGHT // 2, WIDTH // 2, 118, 134, 12),
        textured(seed + 2, HEIGHT // 2, WIDTH // 2, 120, 136, 12),
    )


def figure(seed: int = 50) -> npt.NDArray[np.uint8]:
    body = textured(seed, TALL, BROAD, 8, 46, 4)
    body[:16, 6:22] = 225
    body[6:9, 9:12] = body[6:9, 17:20] = 30
    body[30:34] = 240
    return body


def swayed(now_s: float, by: int, stirs_s: float, still_s: float) -> int:
    """Where a body is that sways for a while and is then still, in pixels from its middle."""
    at_s = now_s % (stirs_s + still_s)
    return round(by * np.sin(at_s / stirs_s * 2 * np.pi)) if at_s < stirs_s else 0


def passed_by(picture: Picture, x: int, y: int) -> None:
    """Draw another figure, where it is within the picture."""
    left, right = max(x, 0), min(x + BROAD, WIDTH)
    top, below = y, min(y + TALL, HEIGHT)
    if left < right:
        picture[0][top:below, left:right] = figure(77)[: below - top, left - x : right - x]


class Scene:
    """Pictures of the room with or without the figure, and a froster that sees them in order."""

    def __init__(self, policy: FrostPolicy | None = None, known: bytes | None = None, seed: int = 1) -> None:
        self.policy = policy or FrostPolicy(evidence_s=4.0)
        self.room = room(seed)
        # Boxes are put where they are to be: what chance adds has its own tests.
        self.froster = Froster(self.policy, WIDTH, HEIGHT, known=known, chance=lambda: 0.5)
        self.into = FrostedPlanes.allocate(WIDTH, HEIGHT)
        self.now_s = 1_000.0
        self.last: Picture = self.room
        self.body = figure()
        self._rng = np.random.default_rng(7)

    def draw(self, at: tuple[int, int] | None = None) -> Picture:
        luma, blue, red = (plane.copy() for plane in self.room)
        if at is not None:
            x, y = at
            left, top = max(x, 0), max(y, 0)
            right, below = min(x + BROAD, WIDTH), min(y + TALL, HEIGHT)
            if right > left and below > top:
                luma[top:below, left:right] = self.body[top - y : below - y, left - x : right - x]
                blue[top // 2 : below // 2, left // 2 : right // 2] = 120
                red[top // 2 : below // 2, left // 2 : right // 2] = 138
        noise = self._rng.integers(-1, 2, luma.shape)
        return np.clip(luma + noise, 0, 255).astype(np.uint8), blue, red

    def show(self, picture: Picture, step_s: float = 0.1) -> FrostReport:
        self.now_s += step_s
        luma, blue, red = picture
        self.last = (luma.copy(), blue.copy(), red.copy())
        frame = ClearFrame(luma.copy(), blue.copy(), red.copy(), Instant90k(round(self.now_s * 90_000)))
        return self.froster.frost(frame, self.into)

    def approve(self, regions: tuple[Polygon, ...] | None) -> None:
        """A person approves what is proposed now."""
        proposal = self.froster.proposal()
        assert proposal is not None
        self.froster.approve(proposal, regions)

    def run(self, seconds: float, at: tuple[int, int] | None = None, step_s: float = 0.1) -> FrostReport:
        report = self.show(self.draw(at), step_s)
        for _ in range(round(seconds / step_s) - 1):
            report = self.show(self.draw(at), step_s)
        return report

    def walk(self, start: int, stop: int, y: int, pace: int = 6) -> float:
        """The figure walks from x to x; the worst leak of all pictures is returned."""
        worst = 0.0
        for x in range(start, stop, pace if stop > start else -pace):
            self.show(self.draw((x, y)))
            worst = max(worst, self.leak((x, y)))
        return worst

    def leak(self, at: tuple[int, int]) -> float:
        """Share of the figure's 4 x 4 cells that the frosted picture repeats within 8 grey levels."""
        x, y = at
        window = np.s_[max(y, 0) : min(y + TALL, HEIGHT), max(x, 0) : min(x + BROAD, WIDTH)]
        apart = np.abs(self.into.luma[window].astype(int) - self.last[0][window].astype(int))
        high, wide = apart.shape[0] // 4 * 4, apart.shape[1] // 4 * 4
        if not high or not wide:
            return 0.0
        cells = apart[:high, :wide].reshape(high // 4, 4, wide // 4, 4).mean(axis=(1, 3))
        return float(np.mean(cells < 8))

    def clarity(self) -> float:
        """Share of all pixels that the frosted picture repeats exactly."""
        return float(np.mean(self.into.luma == self.last[0]))


def known_place() -> bytes:
    """The drawn room, proven."""
    scene = Scene()
    scene.run(8.0)
    saved = scene.froster.place_bytes()
    assert saved is not None
    return saved
