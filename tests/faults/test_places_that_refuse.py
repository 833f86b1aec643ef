"""A port that is used, a folder that cannot be written, a disk without room: said before or while running."""

from __future__ import annotations

from pathlib import Path

from bench.site import RunningSite, wait_for
from tests.cli.commands import groundglass
from tests.faults.watching import assert_kept, keep, undisturbed


def test_a_used_port_is_said_and_its_server_goes_on(site: RunningSite, tmp_path: Path) -> None:
    with undisturbed(site, "gate"):
        second = groundglass("run", "--no-browser", "--port", site.port, "--data", tmp_path / "second")
    assert second.status == 4
    assert second.err.splitlines() == [
        f"groundglass: error: port {site.port} of 127.0.0.1 is in use by another program",
        "groundglass: hint: use another one with --port, or 0 for any that is free",
        f"groundglass: hint: if it is groundglass, it answers at http://localhost:{site.port}",
    ]
    assert not (tmp_path / "second").exists()


def test_a_folder_in_use_is_said_and_its_server_goes_on(site: RunningSite) -> None:
    with undisturbed(site, "gate"):
        second = groundglass("run", "--no-browser", "--port", "0", "--data", site.data)
    assert second.status == 4
    assert "in use by another" in second.err.splitlines()[0]
    assert second.err.splitlines()[1].startswith("groundglass: hint: ")


def test_a_folder_that_may_not_be_written_is_said() -> None:
    """In /sys nobody may make a folder, not even root; where it is mounted read-only, that is said."""
    ran = groundglass("run", "--no-browser", "--port", "0", "--data", "/sys/kernel/data")
    assert (ran.status, ran.out) == (6, "")
    error, *hints = ran.err.splitlines()
    assert error in (
        "groundglass: error: the data folder /sys/kernel/data cannot be written by this user",
        "groundglass: error: the data folder /sys/kernel/data lies on a disk that is mounted read-only",
    )
    assert hints
    assert all(hint.startswith("groundglass: hint: ") for hint in hints)
    assert "--data DIR" in hints[-1]


def test_a_server_below_its_floor_stays_live_and_says_that_it_does_not_record(tmp_path: Path) -> None:
    """A floor above any disk is, to the server, a disk that something else has filled."""
    config = tmp_path / "site.toml"
    config.write_text("[storage]\nfloor_gib = 1000000\n")
    with RunningSite(tmp_path / "data") as site:
        site.sign_in()
        gate = site.add_camera("Gate", "demo:plaza?width=320&height=240&people=1&fps=10", id="gate")
        site.wait_until_live(gate)
        kept = keep(site, gate)
        site.stop()
        site.arguments = ("--config", str(config))
        site.start()

        def is_said() -> bool:
            state = site.camera(gate)["state"]
            return (state["code"], state["sentence"], state["hint"]) == (
                "live",
                "The disk is full: live goes on, recording is paused.",
                "Free space, or let recordings be kept shorter.",
            )

        wait_for("the full disk to be said", is_said, 40, 0.2)
        begun: int = wait_for("figures", lambda: (site.camera(gate)["figures"] or {}).get("frames_out"), 20, 0.2)
        wait_for("live to go on", lambda: site.camera(gate)["figures"]["frames_out"] > begun + 10, 20, 0.2)
        assert_kept(site, gate, kept)
