"""One server, and the commands that people use beside it."""

from __future__ import annotations

import base64
import os
import signal
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.cli.commands import RunningSite, groundglass, until

SCENE = "demo:plaza?width=320&height=240&people=1&fps=10"


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Iterator[RunningSite]:
    running = RunningSite(tmp_path_factory.mktemp("site") / "data")
    yield running
    running.stop()


def state_of(site: RunningSite, camera: str) -> str:
    for line in groundglass("camera", "list", "--data", site.data).out.splitlines():
        if line.startswith(camera + " "):
            return line
    return ""


def test_a_server_prints_its_address_and_a_link_for_the_first_person(site: RunningSite) -> None:
    assert site.address.startswith("http://localhost:")  # a name: an address could have no passkeys
    assert f"{site.address}/#/sign-in/" in site.second
    assert site.get("/healthz") == b'{"status":"ok"}'


def test_a_camera_added_by_command_is_watched_and_recorded_at_once(site: RunningSite) -> None:
    added = groundglass("camera", "add", "Gate 2, north", SCENE, "--data", site.data)
    assert (added.status, added.out) == (0, f"added gate-2-north ({SCENE})\n")
    until(lambda: " live " in state_of(site, "gate-2-north"))
    until(lambda: any((site.data / "spool").rglob("*gate-2-north*")) or any((site.data / "spool").rglob("*.mp4")))


def test_the_same_id_twice_is_refused(site: RunningSite) -> None:
    groundglass("camera", "add", "Twice", SCENE, "--data", site.data)
    again = groundglass("camera", "add", "Twice", SCENE, "--data", site.data)
    assert again.status == 4
    assert again.err.startswith("groundglass: error: ")
    removed = groundglass("camera", "remove", "twice", "--data", site.data)
    assert removed.status == 0
    assert state_of(site, "twice") == ""


def test_a_camera_that_is_not_there_cannot_be_removed(site: RunningSite) -> None:
    removed = groundglass("camera", "remove", "nowhere", "--data", site.data)
    assert removed.status == 3
    assert "nowhere" in removed.err


def test_a_killed_worker_is_replaced(site: RunningSite) -> None:
    groundglass("camera", "add", "Killed", SCENE, "--data", site.data)
    until(lambda: " live " in state_of(site, "killed"))
    before = set(site.workers())
    for pid in before:
        os.kill(pid, signal.SIGKILL)
    until(lambda: len(site.workers()) == len(before) and not before & set(site.workers()))
    until(lambda: " live " in state_of(site, "killed"))
    groundglass("camera", "remove", "killed", "--data", site.data)


def test_a_place_can_be_shown_and_forgotten(site: RunningSite, tmp_path: Path) -> None:
    groundglass("camera", "add", "Place", SCENE, "--after", "5", "--data", site.data)
    until(lambda: " live " in state_of(site, "place"))
    shown = groundglass("place", "show", "place", "--data", site.data)
    assert shown.status == 0
    assert "proven" in shown.out
    forgot = groundglass("place", "forget", "place", "--data", site.data)
    assert forgot.out.startswith("forgot the place of place")
    refused = groundglass("place", "approve", "place", "1-" + "0" * 32, "--data", site.data)
    assert refused.status != 0 and "propose" in refused.err
    assert groundglass("place", "show", "nowhere", "--data", site.data).status == 3
    groundglass("camera", "remove", "place", "--data", site.data)


def test_a_second_server_on_the_same_folder_is_refused(site: RunningSite) -> None:
    second = groundglass("run", "--no-browser", "--port", "0", "--data", site.data)
    assert second.status == 4
    assert "in use" in second.err
    assert "groundglass: hint: " in second.err


def test_a_used_port_is_said_before_anything_is_touched(site: RunningSite, tmp_path: Path) -> None:
    port = site.address.rpartition(":")[2]
    second = groundglass("run", "--no-browser", "--port", port, "--data", tmp_path / "other")
    assert second.status == 4
    assert f"port {port} of 127.0.0.1 is in use" in second.err
    assert "--port" in second.err
    assert not (tmp_path / "other").exists()


def test_a_new_link_can_be_had_from_the_machine_itself(site: RunningSite) -> None:
    link = groundglass("link", "--data", site.data)
    assert link.out.startswith(f"{site.address}/#/sign-in/")
    token = link.out.strip().rpartition("/")[2]
    assert len(base64.urlsafe_b64decode(token + "=" * (-len(token) % 4))) == 32


def test_applying_a_site_file_twice_changes_nothing_the_second_time(site: RunningSite, tmp_path: Path) -> None:
    file = tmp_path / "site.toml"
    file.write_text(f'[[camera]]\nid = "applied"\nname = "Applied"\naddress = "{SCENE}"\n')
    dry = groundglass("apply", file, "--dry-run", "--data", site.data)
    assert "+ add applied" in dry.out
    assert "- remove gate-2-north" in dry.out
    assert state_of(site, "applied") == ""
    asked = groundglass("apply", file, "--data", site.data)
    assert asked.status == 2
    assert "--yes" in asked.err
    assert groundglass("apply", file, "--yes", "--data", site.data).status == 0
    until(lambda: " live " in state_of(site, "applied"))
    assert state_of(site, "gate-2-north") == ""
    assert groundglass("apply", file, "--yes", "--data", site.data).out == "nothing to change\n"
    file.write_text(
        f'[[camera]]\nid = "applied"\nname = "Renamed"\naddress = "{SCENE}"\nstyle = "mosaic"\n'
        "areas = [[[0, 0], [1, 0], [1, 1]]]\nview_deg = 70.0\n"
    )
    changed = groundglass("apply", file, "--yes", "--data", site.data)
    assert "name: Applied -> Renamed" in changed.out
    assert "style: silhouette -> mosaic" in changed.out
    assert "areas: " in changed.out and "view_deg: " in changed.out
    assert groundglass("apply", file, "--yes", "--data", site.data).out == "nothing to change\n"


def test_a_server_stops_in_order_when_asked_and_leaves_no_worker(tmp_path: Path) -> None:
    site = RunningSite(tmp_path / "data")
    groundglass("camera", "add", "Gate", SCENE, "--data", site.data)
    until(lambda: " live " in state_of(site, "gate"))
    workers = site.workers()
    assert len(workers) == 1
    status, err = site.stop()
    assert (status, "everything recorded is complete" in err) == (0, True)
    assert not Path(f"/proc/{workers[0]}").exists()
    assert "no server runs" in groundglass("camera", "add", "Later", SCENE, "--data", site.data).err.lower()
    listed = groundglass("camera", "list", "--data", site.data)
    assert "gate" in listed.out
    assert "later" in listed.out


def test_workers_do_not_outlive_a_killed_server_and_it_starts_again(tmp_path: Path) -> None:
    site = RunningSite(tmp_path / "data")
    groundglass("camera", "add", "Gate", SCENE, "--data", site.data)
    until(lambda: " live " in state_of(site, "gate"))
    (worker,) = site.workers()
    site.kill()
    until(lambda: not Path(f"/proc/{worker}").exists())
    again = RunningSite(tmp_path / "data")
    until(lambda: " live " in state_of(again, "gate"))
    assert again.stop()[0] == 0
    checked = groundglass("check", "--data", tmp_path / "data")
    assert (checked.status, checked.out.splitlines()[-1]) == (0, "everything is whole")
