"""A recording plays from the wanted moment however small the parts are in which it comes."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

from playwright.sync_api import Browser

from bench.browser import signed_in, wait_until
from bench.site import RunningSite, wait_for
from tests.e2e.conftest import RECORDING_PLAYS, Complaints
from tests.e2e.test_again import recorded_s

# What one answer holds, handed on box by box, each when the one before it has been taken.
BOX_BY_BOX = """
const fetched = window.fetch;
window.fetch = async (...given) => {
  const answer = await fetched(...given);
  if (!String(given[0]?.url ?? given[0]).includes('/video.mp4') || !answer.ok) return answer;
  const all = new Uint8Array(await answer.arrayBuffer());
  const view = new DataView(all.buffer);
  let at = 0;
  const body = new ReadableStream({
    async pull(to) {
      if (at >= all.length) return to.close();
      const length = view.getUint32(at);
      to.enqueue(all.slice(at, at + length));
      at += length;
    },
  }, { highWaterMark: 0 });
  return new Response(body, { status: answer.status, headers: answer.headers });
};
"""


def test_a_recording_plays_from_the_wanted_moment_although_its_first_part_ends_before_it(
    chromium: Browser, furnished: RunningSite
) -> None:
    wait_for("something to be recorded", lambda: recorded_s(furnished) > 15, every_s=0.5)
    context = signed_in(chromium, furnished.url, dict(furnished.http.cookies.items()))
    page = context.new_page()
    page.add_init_script(BOX_BY_BOX)
    complaints = Complaints(page)
    first = datetime.now(UTC) - timedelta(seconds=12)
    for step in range(6):  # of six moments, a third of a second apart, some lie in a part after the first
        at = (first + timedelta(seconds=step / 3)).isoformat(timespec="milliseconds").replace("+00:00", "Z")
        page.goto("about:blank")
        page.goto(f"{furnished.url}/#/camera/plaza?from={at}")
        wait_until(page, RECORDING_PLAYS)
    assert complaints.heard == []
    context.close()
