"""`desk`: is the console there at once, do sixteen live tiles run smoothly, does scrubbing show a picture at once?

A real server with its real live path, recording and playback, and Chromium with the console. The sixteen cameras are
stand-ins that say over the pane what real workers said of drawn scenes (desk_film.py, desk_camera.py): 480p, 15
pictures per second. Frosting sixteen cameras and decoding them in a browser on the same two cores is nobody's desk;
here the cores are the server's and the browser's. Chromium draws without a graphics card, so that decoding and drawing
are processor time too.

The tiles are watched twice: as they play here, on an origin that the browser trusts (decoded by the console), and
as they play over plain HTTP and in other browsers (by the browser's own player; decision 0133).

A stall is a tile whose picture stood still for more than half a second; drawn scenes never do. A player that ran dry is
told apart: it waited for a picture and went on.
"""

from __future__ import annotations

import contextlib
import gzip
import sys
import tempfile
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any, Final

import psutil
from playwright.sync_api import Browser, BrowserContext, Page

from bench.browser import browser, signed_in, wait_until
from bench.desk_film import RATE_HZ, desk_films
from bench.figures import Figure, figure, percentile
from bench.site import RunningSite

TILES: Final = 16
STALL_MS: Final = 500
SCRUBS: Final = 12
CONSOLE: Final = Path(__file__).resolve().parents[1] / "src" / "groundglass" / "frosted" / "web" / "console"

FIRST_TILES: Final = """
window.shown = {};
const note = (name) => { window.shown[name] ??= performance.now(); };
new MutationObserver(() => {
  if (document.querySelectorAll('.tile').length >= TILES) {
    requestAnimationFrame(() => requestAnimationFrame(() => note('wall')));
  }
  if (document.querySelectorAll('.tile.showing').length >= TILES) note('pictures');
}).observe(document, {subtree: true, childList: true, attributes: true, attributeFilter: ['class']});
""".replace("TILES", str(TILES))

WATCH_TILES: Final = """
() => {
  window.tiles = [...document.querySelectorAll('.tile video:not(.tile-again)')].map((video) => {
    const seen = {dry: 0, gaps: [], pictures: 0};
    let last = null;
    video.addEventListener('waiting', () => { seen.dry += 1; });
    const step = (now, shown) => {
      if (last !== null) { seen.gaps.push(now - last.now); seen.pictures += shown.presentedFrames - last.presented; }
      last = {now, presented: shown.presentedFrames};
      seen.last = now;
      video.requestVideoFrameCallback(step);
    };
    video.requestVideoFrameCallback(step);
    return seen;
  });
  window.began = performance.now();
}
"""
WITHOUT_TRACKS: Final = "delete window.MediaStreamTrackGenerator;"
TILES_SEEN: Final = """
() => {
  const now = performance.now();
  return window.tiles.map((tile) => {
    const {dry, gaps, pictures} = tile;
    return {dry, gaps: [...gaps, now - (tile.last ?? window.began)], pictures};
  });
}
"""

WATCH_SCRUB: Final = """
() => {
  const video = document.querySelector('video[aria-label$=", Recording"]');
  window.scrubbed = [];
  let pressed = null;
  window.addEventListener('keydown', () => { pressed = performance.now(); }, {capture: true});
  const step = (now) => {
    if (pressed !== null) window.scrubbed.push(Math.max(now, performance.now()) - pressed);
    pressed = null;
    video.requestVideoFrameCallback(step);
  };
  video.requestVideoFrameCallback(step);
}
"""


@contextlib.contextmanager
def desk(cameras: int) -> Iterator[RunningSite]:
    """A site with so many stand-in cameras, all live."""
    with tempfile.TemporaryDirectory() as folder:
        site = RunningSite(Path(folder) / "data")
        server = Path(__file__).with_name("desk_server.py")
        site.program = (sys.executable, str(server), *(str(film) for film in desk_films()), "--")
        with site:
            site.sign_in()
            names = [site.add_camera(f"Camera {number + 1}", f"demo:plaza?seed={number}") for number in range(cameras)]
            for name in names:
                site.wait_until_live(name)
            yield site


def window(opened: Browser, site: RunningSite) -> BrowserContext:
    return signed_in(opened, site.url, dict(site.http.cookies), width=1920, height=1080)


def loads_ms(opened: Browser, site: RunningSite, times: int) -> tuple[list[float], list[float], float]:
    """Cold loads: until the wall stands, until every tile shows a picture; and the kB that came over the network."""
    walls, pictures, kilobytes = [], [], 0.0
    for _ in range(times):
        with contextlib.closing(window(opened, site)) as context:
            page = context.new_page()
            page.add_init_script(FIRST_TILES)
            page.goto(site.url)
            wait_until(page, "window.shown.pictures !== undefined", None, 60)
            shown = page.evaluate("window.shown")
            walls.append(float(shown["wall"]))
            pictures.append(float(shown["pictures"]))
            kilobytes = fetched_kb(page)
    return walls, pictures, kilobytes


def fetched_kb(page: Page) -> float:
    """What the page and its files took on the wire, without pictures of cameras and answers of the API."""
    entries: list[dict[str, Any]] = page.evaluate(
        "[...performance.getEntriesByType('navigation'), ...performance.getEntriesByType('resource')]"
        ".map(e => ({name: e.name, size: e.transferSize}))"
    )
    return sum(float(one["size"]) for one in entries if "/api/" not in one["name"]) / 1000


def chunks() -> list[Figure]:
    """The files of the console by kind, compressed: those of a first load and those that are fetched later."""
    sizes = {path.name: len(gzip.compress(path.read_bytes(), 6)) / 1000 for path in (CONSOLE / "assets").iterdir()}
    scripts = {name: size for name, size in sizes.items() if name.endswith(".js")}
    styles = sum(size for name, size in sizes.items() if name.endswith(".css"))
    largest = max(scripts, key=lambda name: scripts[name])
    return [
        figure("desk: all scripts of the console, gzip", sum(scripts.values()), "kB"),
        figure(f"desk: the largest script ({largest.partition('-')[0]}), gzip", scripts[largest], "kB"),
        figure("desk: all styles, gzip", styles, "kB"),
    ]


def busy_s(processes: list[psutil.Process]) -> float:
    total = 0.0
    for process in processes:
        with contextlib.suppress(psutil.NoSuchProcess):
            used = process.cpu_times()
            total += used.user + used.system
    return total


def browsers() -> list[psutil.Process]:
    return [one for one in psutil.Process().children(recursive=True) if "chrom" in one.name()]


def tiles(opened: Browser, site: RunningSite, seconds: float, *, own_player: bool = False) -> list[Figure]:
    """The wall of all cameras for a while, once it has settled; with `own_player` by the browser's own player."""
    name = "desk: 16 tiles by the browser's player" if own_player else "desk: 16 tiles"
    with contextlib.closing(window(opened, site)) as context:
        page = context.new_page()
        if own_player:
            page.add_init_script(WITHOUT_TRACKS)
        page.goto(site.url)
        wait_until(page, f"document.querySelectorAll('.tile.showing').length === {TILES}")
        time.sleep(min(10.0, seconds / 2))
        page.evaluate(WATCH_TILES)
        server = [psutil.Process(site.process.pid)]
        began = time.monotonic(), busy_s(server), busy_s(browsers())
        time.sleep(seconds)
        seen: list[dict[str, Any]] = page.evaluate(TILES_SEEN)
        elapsed = time.monotonic() - began[0]
        busy = (busy_s(server) - began[1]) / elapsed, (busy_s(browsers()) - began[2]) / elapsed
    gaps = [float(gap) for tile in seen for gap in tile["gaps"]]
    expected = TILES * elapsed * RATE_HZ
    goal = None if own_player else "= 0"
    return [
        figure(f"{name}, stalls in a minute", sum(gap > STALL_MS for gap in gaps) * 60 / elapsed, "", goal),
        figure(f"{name}, longest a picture stood", max(gaps), "ms"),
        figure(f"{name}, p99 between two pictures", percentile(gaps, 0.99), "ms"),
        figure(f"{name}, times a player ran dry", sum(tile["dry"] for tile in seen) * 60 / elapsed, "a minute"),
        figure(f"{name}, pictures painted", 100 * sum(tile["pictures"] for tile in seen) / expected, "%"),
        figure(f"{name}, processor of the browser", 100 * busy[1], "% of a core"),
        figure(f"{name}, processor of the server", 100 * busy[0], "% of a core"),
    ]


def scrubs_ms(opened: Browser, site: RunningSite, cameras: int) -> list[float]:
    """From a key on the timeline to the picture of that moment, each of a part that was not fetched before."""
    taken: list[float] = []
    for number in range(1, cameras + 1):
        with contextlib.closing(window(opened, site)) as context:
            page = context.new_page()
            page.goto(f"{site.url}/#/camera/camera-{number}")
            wait_until(page, "document.querySelector('video[aria-label$=\", Live\"]')?.readyState >= 2")
            page.evaluate(WATCH_SCRUB)
            page.get_by_role("slider", name="Timeline").focus()
            for count in range(1, SCRUBS + 1):
                page.keyboard.press("ArrowLeft")
                wait_until(page, "count => window.scrubbed.length >= count", count, 20)
            taken += page.evaluate("window.scrubbed")
    return taken


def measure(quick: bool) -> list[Figure]:
    with desk(TILES) as site, browser() as opened:
        walls, pictures, kilobytes = loads_ms(opened, site, 2 if quick else 7)
        smooth = tiles(opened, site, 10 if quick else 60)
        smooth += tiles(opened, site, 10 if quick else 60, own_player=True)
        # There is something to scrub through: a key on the timeline goes back five seconds.
        time.sleep(30 if quick else 10)
        scrubbed = scrubs_ms(opened, site, 1 if quick else 4)
    return [
        figure("desk: cold load until the wall stands, median", percentile(walls, 0.5) / 1000, "s", "<= 1.5"),
        figure("desk: cold load until 16 tiles show pictures, median", percentile(pictures, 0.5) / 1000, "s"),
        figure("desk: fetched before that, on the wire", kilobytes, "kB", "<= 250"),
        *chunks(),
        *smooth,
        figure("desk: scrubbing, a picture after, median", percentile(scrubbed, 0.5), "ms"),
        figure("desk: scrubbing, a picture after, p95", percentile(scrubbed, 0.95), "ms", "<= 300"),
    ]
