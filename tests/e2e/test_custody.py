"""The whole ceremony with a real server, camera and keys: in the browser, and hand in hand with the command line."""

from __future__ import annotations

import io
import json
import re
import subprocess
import zipfile
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import av
import pyrage
import pytest
from playwright.sync_api import Browser, Page

from bench.film import film
from bench.site import COMMAND, RunningSite, wait_for
from tests.e2e.conftest import PATIENCE_MS, SIZES, Complaints, look_by_day_and_night
from tests.stands.rtsp import RtspCamera

ROLES = ("Data protection officer", "Works council", "Clerk of the court")
PASSPHRASE = "six calm words in a row"


@dataclass(frozen=True, slots=True)
class Custodian:
    """One of the three, with a key file of their own; the first one's has a passphrase."""

    role: str
    recipient: str
    file: Path


@dataclass(frozen=True, slots=True)
class Sealing:
    """A site whose camera keeps its original for these custodians, and a range that is sealed already."""

    site: RunningSite
    custodians: tuple[Custodian, ...]
    begin: datetime
    end: datetime


def make_custodian(folder: Path, role: str, passphrase: str | None) -> Custodian:
    identity = pyrage.x25519.Identity.generate()
    file = folder / f"{role.split()[0].lower()}.txt"
    text = f"# public key: {identity.to_public()}\n{identity}\n".encode()
    file.write_bytes(text if passphrase is None else pyrage.passphrase.encrypt(text, passphrase, True))
    return Custodian(role, str(identity.to_public()), file)


@pytest.fixture(scope="module")
def sealing(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Sealing]:
    folder = tmp_path_factory.mktemp("custody")
    keys = tuple(make_custodian(folder, role, PASSPHRASE if role == ROLES[0] else None) for role in ROLES)
    clip = film("plaza", width=640, height=360, rate_hz=15, seconds=10)
    with RtspCamera(clip) as camera, RunningSite(folder / "data") as site:
        site.sign_in()
        site.call(
            "PUT",
            "/api/v1/custody/settings",
            {
                "custodians": [{"name": key.role, "recipient": key.recipient, "active": True} for key in keys],
                "quorum": 2,
            },
        )
        id = site.add_camera("North gate", camera.url(), seal=True)
        site.wait_until_live(id)
        sealed = wait_for("two segments on the shelf", lambda: sealed_segments(site, 2), 90, 0.5)
        starts = [said["start_90k"] for said in sealed]
        begin = datetime.fromtimestamp(min(starts) / 90_000, UTC)
        yield Sealing(site, keys, begin, datetime.fromtimestamp(max(starts) / 90_000, UTC) + timedelta(seconds=10))


def sealed_segments(site: RunningSite, wanted: int) -> list[dict[str, Any]] | None:
    """What the ledger says of segments that were sealed, once there are enough."""
    entries = site.call("GET", "/api/v1/ledger/entries?from=0&to=900")["entries"]
    found = [entry["fields"] for entry in entries if entry["kind"] == "segment.sealed"]
    return found if len(found) >= wanted else None


@pytest.fixture
def desk(chromium: Browser, sealing: Sealing) -> Iterator[Page]:
    """The requester's window, signed in."""
    context = chromium.new_context(viewport={"width": 1440, "height": 1200}, accept_downloads=True)
    cookies = sealing.site.http.cookies.items()
    context.add_cookies([{"name": name, "value": value, "url": sealing.site.url} for name, value in cookies])
    context.set_default_timeout(PATIENCE_MS)
    yield context.new_page()
    context.close()


@pytest.fixture
def elsewhere(chromium: Browser) -> Iterator[Page]:
    """A custodian's window on another machine: no account, no cookie."""
    context = chromium.new_context(viewport={"width": 390, "height": 844})
    context.set_default_timeout(PATIENCE_MS)
    yield context.new_page()
    context.close()


def ask(desk: Page, sealing: Sealing, reason: str, keep_in: Path) -> tuple[str, Path]:
    """Ask in the browser with a key that is made there; returns the request's id and the saved key file."""
    span = f"from={sealing.begin.isoformat()}&to={sealing.end.isoformat()}".replace("+00:00", "Z")
    desk.goto(f"{sealing.site.url}/#/custody/ask?camera=north-gate&{span}")
    desk.get_by_label("Reason").fill(reason)
    desk.get_by_label("Legal basis").fill("Criminal complaint 4711/26")
    with desk.expect_download() as saved:
        desk.get_by_role("button", name="Ask the custodians").click()
    file = keep_in / "requester.txt"
    saved.value.save_as(file)
    desk.wait_for_url(re.compile(r"#/custody/request/\w+"))
    return desk.url.rsplit("/", 1)[1], file


def enter(page: Page, site: RunningSite, custodian: Custodian, passphrase: str | None) -> None:
    page.goto(f"{site.url}/#/custodian")
    page.locator("input[type=file]").set_input_files(custodian.file)
    if passphrase is not None:
        page.get_by_label("Passphrase of the key file").fill(passphrase)
        page.get_by_role("button", name="Unlock").click()
    page.get_by_text(custodian.role).wait_for()


def answer(page: Page, verb: str, reason: str) -> None:
    """Press a button on the card of the request with this reason, and again in the dialog that asks."""
    page.locator(".waits", has_text=reason).get_by_role("button", name=verb).click()
    if verb == "Refuse":
        page.get_by_label("Why").fill("Not for this")
    page.locator("dialog").get_by_role("button", name=verb).click()
    page.locator("dialog").wait_for(state="detached")


def command(*words: str | Path) -> str:
    done = subprocess.run([COMMAND, *words], capture_output=True, text=True, timeout=120, check=False)
    assert done.returncode == 0, done.stdout + done.stderr
    return done.stdout


def pictures(clip: bytes | Path) -> list[int]:
    """When each picture is shown, in thousandths of a second; decoding is the check that they are whole."""
    with av.open(io.BytesIO(clip) if isinstance(clip, bytes) else str(clip), "r") as container:
        return [round((frame.time or 0.0) * 1000) for frame in container.decode(video=0)]


def saved(page: Page, button: str) -> bytes:
    with page.expect_download() as download:
        page.get_by_role("button", name=button).click()
    return Path(download.value.path()).read_bytes()


def test_browser_and_command_line_approve_and_open_hand_in_hand(
    desk: Page, elsewhere: Page, sealing: Sealing, tmp_path: Path, shots: Path
) -> None:
    complaints = [Complaints(desk), Complaints(elsewhere)]
    site = sealing.site
    reason = "A van struck a courier at the gate"
    request, key = ask(desk, sealing, reason, tmp_path)

    enter(elsewhere, site, sealing.custodians[0], PASSPHRASE)
    assert key.read_text().splitlines()[-1] not in elsewhere.content()
    elsewhere.locator(".waits").wait_for()
    elsewhere.screenshot(path=str(shots / "inbox-light-narrow.png"))
    answer(elsewhere, "Approve", reason)
    elsewhere.get_by_text("You approved").wait_for()
    desk.get_by_text("Waiting for 1 more custodian").wait_for()
    command("approve", request, "--identity", sealing.custodians[1].file, "--server", site.url, "--yes")

    desk.get_by_role("button", name="Fetch and open").click()
    desk.locator("video.opened-clip").wait_for()
    desk.screenshot(path=str(shots / "opened-light-wide.png"))
    evidence = tmp_path / "evidence.zip"
    evidence.write_bytes(saved(desk, "Save as evidence"))
    bundle = tmp_path / "bundle.zip"
    bundle.write_bytes(saved(desk, "Save the sealed bundle"))
    ledger_key = site.call("GET", "/api/v1/ledger/key")["key"]
    said = command("evidence", "verify", evidence, "--key", ledger_key)
    assert "the manifest is on record" in said
    assert "it holds: camera north-gate, original" in said

    # The command line opens the same bundle with the key that the browser made, and shows the same pictures.
    command("unseal", "open", bundle, "--identity", key, "--out", tmp_path / "opened", "--ledger-key", ledger_key)
    by_browser = pictures(zipfile.ZipFile(evidence).read("clip.mp4"))
    assert len(by_browser) >= 10 * 15 * 0.9  # the first segment begins when the camera does; the second is whole
    assert by_browser == pictures(tmp_path / "opened" / "clip.mp4")
    assert [one.heard for one in complaints] == [[], []]


def test_two_custodians_approve_in_the_browser_and_a_third_refuses(
    desk: Page, elsewhere: Page, sealing: Sealing, tmp_path: Path
) -> None:
    reason = "A fire alarm was pulled without a fire"
    request, key = ask(desk, sealing, reason, tmp_path)
    for custodian, verb in zip(sealing.custodians, ("Approve", "Refuse", "Approve"), strict=True):
        enter(elsewhere, sealing.site, custodian, PASSPHRASE if custodian.role == ROLES[0] else None)
        answer(elsewhere, verb, reason)
        elsewhere.get_by_role("button", name="Put the key away").click()
    # Another page, so that the key made while asking is gone and the saved file is all there is.
    desk.goto("about:blank")
    desk.goto(f"{sealing.site.url}/#/custody/request/{request}")
    desk.get_by_text("Not for this").wait_for()
    desk.locator("input[type=file]").set_input_files(key)
    desk.locator("video.opened-clip").wait_for()
    desk.get_by_text("Opened by the requester").wait_for()


def test_a_wrong_key_neither_enters_nor_opens(desk: Page, elsewhere: Page, sealing: Sealing, tmp_path: Path) -> None:
    stranger = make_custodian(tmp_path, "Stranger", None)
    elsewhere.goto(f"{sealing.site.url}/#/custodian")
    elsewhere.locator("input[type=file]").set_input_files(stranger.file)
    elsewhere.locator(".note.bad").wait_for()
    assert elsewhere.locator(".waits").count() == 0
    released = [one for one in sealing.site.call("GET", "/api/v1/unseal")["requests"] if one["state"] == "opened"]
    desk.goto(f"{sealing.site.url}/#/custody/request/{released[0]['id']}")
    desk.locator("input[type=file]").set_input_files(stranger.file)
    desk.get_by_text("not the key the request was made with").wait_for()
    assert desk.locator("video").count() == 0


def test_everybody_can_check_the_ledger_and_a_changed_tile_is_named(elsewhere: Page, sealing: Sealing) -> None:
    complaints = Complaints(elsewhere)
    url = sealing.site.url
    elsewhere.goto(f"{url}/#/ledger")
    elsewhere.get_by_text("The record holds").wait_for()
    elsewhere.get_by_text("Custody", exact=True).click()
    elsewhere.get_by_text("Original released").first.click()
    elsewhere.get_by_text("This is the signed root").wait_for()
    assert complaints.heard == []

    # Somebody in the way, or on the server, turns one bit of what the browser is given.
    def turn_a_bit(route: Any) -> None:
        answer = route.fetch()
        body = bytearray(answer.body())
        body[40] ^= 1
        route.fulfill(response=answer, body=bytes(body))

    elsewhere.route("**/ledger/tile/**", turn_a_bit)
    elsewhere.goto("about:blank")
    elsewhere.goto(f"{url}/#/ledger")
    elsewhere.get_by_text("The record does not hold").wait_for()
    elsewhere.unroute("**/ledger/tile/**")

    # A ledger that is shorter than the one this browser saw was cut, however well it is signed.
    elsewhere.evaluate(
        """() => { const seen = JSON.parse(localStorage['groundglass.ledger-seen']);
                   localStorage['groundglass.ledger-seen'] = JSON.stringify({...seen, size: seen.size + 1000}) }"""
    )
    elsewhere.goto("about:blank")
    elsewhere.goto(f"{url}/#/ledger")
    elsewhere.get_by_text(re.compile(r"the record had .* entries and has .* now", re.IGNORECASE)).wait_for()


def test_a_drill_tries_every_key_and_is_passed(desk: Page, elsewhere: Page, sealing: Sealing) -> None:
    desk.goto(f"{sealing.site.url}/#/custody/drills")
    desk.get_by_role("button", name="Start a drill").click()
    desk.get_by_text("The drill has begun").wait_for()
    for custodian in sealing.custodians:  # the last one too, although two are enough
        enter(elsewhere, sealing.site, custodian, PASSPHRASE if custodian.role == ROLES[0] else None)
        card = elsewhere.locator(".waits", has=elsewhere.locator(".tag", has_text="Drill"))
        card.get_by_role("button", name="Approve").click()
        elsewhere.locator("dialog").get_by_role("button", name="Approve").click()
        elsewhere.locator("dialog").wait_for(state="detached")
        elsewhere.get_by_role("button", name="Put the key away").click()
    wait_for("the drill to be passed", lambda: drill_state(sealing.site) == "passed", 20, 0.2)
    desk.goto("about:blank")
    desk.goto(f"{sealing.site.url}/#/custody/drills")
    desk.get_by_text("3 keys proven").wait_for()
    assert desk.locator(".months .passed").count() == 1


def drill_state(site: RunningSite) -> str | None:
    last = site.call("GET", "/api/v1/drills")["last"]
    return None if last is None else str(last["state"])


def test_an_auditor_reads_every_entry_and_watches_no_camera(elsewhere: Page, sealing: Sealing) -> None:
    invited = sealing.site.call("POST", "/api/v1/people", {"role": "auditor"})
    elsewhere.goto(f"{sealing.site.url}{invited['link']}")
    elsewhere.get_by_label("Your name").fill("Grace")
    elsewhere.get_by_label("Choose a password").fill("a calm and long passphrase")
    elsewhere.get_by_role("button", name="Begin").click()
    elsewhere.get_by_text("The record holds").wait_for()
    elsewhere.get_by_text("People", exact=True).click()
    elsewhere.get_by_text("Somebody signed in").first.click()
    elsewhere.get_by_text("As it was hashed").wait_for()
    elsewhere.get_by_text("This is the signed root").wait_for()
    assert elsewhere.locator("video").count() == 0
    assert elsewhere.locator(".disconnected").count() == 0


def test_custodians_are_named_in_the_browser(desk: Page, sealing: Sealing, tmp_path: Path) -> None:
    fourth = make_custodian(tmp_path, "Ombudsman", None)
    desk.goto(f"{sealing.site.url}/#/custody/custodians")
    desk.get_by_label("Role").fill(fourth.role)
    desk.get_by_label("Public half of their key").fill(fourth.recipient)
    desk.get_by_role("button", name="Add custodian").click()
    desk.get_by_role("button", name="Save custodians").click()
    desk.get_by_text("From the next segment on").wait_for()
    desk.get_by_text("Any 2 of 4 together").wait_for()
    known = sealing.site.call("GET", "/api/v1/custody/settings")
    assert [one["name"] for one in known["custodians"] if one["active"]] == [*ROLES, fourth.role]
    assert known["quorum"] == 2


@pytest.mark.parametrize("size", SIZES)
@pytest.mark.parametrize(
    "name", ["custody", "custody/ask", "custody/drills", "custody/custodians", "custodian", "ledger", "ledger/0"]
)
def test_a_page_opens_without_complaint(chromium: Browser, sealing: Sealing, shots: Path, name: str, size: str) -> None:
    context = chromium.new_context(viewport=SIZES[size])
    cookies = sealing.site.http.cookies.items()
    context.add_cookies([{"name": key, "value": value, "url": sealing.site.url} for key, value in cookies])
    page = context.new_page()
    complaints = Complaints(page)
    page.goto(f"{sealing.site.url}/#/{name}")
    page.wait_for_selector("#page")
    page.wait_for_load_state("networkidle")
    look_by_day_and_night(page, shots / f"{name.replace('/', '-')}-{size}")
    assert complaints.heard == []
    context.close()


def test_what_the_browser_posts_holds_no_key_and_no_share(
    elsewhere: Page, desk: Page, sealing: Sealing, tmp_path: Path
) -> None:
    reason = "A child was lost between the platforms"
    ask(desk, sealing, reason, tmp_path)
    posted: list[str] = []
    elsewhere.on("request", lambda sent: posted.append(sent.post_data or ""))
    custodian = sealing.custodians[2]
    enter(elsewhere, sealing.site, custodian, None)
    answer(elsewhere, "Approve", reason)
    elsewhere.get_by_text("You approved").first.wait_for()
    secret = re.findall(r"AGE-SECRET-KEY-1\w+", custodian.file.read_text())[0]
    assert len(secret) == 74
    assert not any(secret in body or "GGSHARE" in body for body in posted)
    shares = [json.loads(body)["shares"] for body in posted if '"shares"' in body]
    assert len(shares) == 1
    assert all(
        share.startswith("YWdlLWVuY3J5cHRpb24ub3JnL3Yx") for share in shares[0].values()
    )  # age-encryption.org/v1
