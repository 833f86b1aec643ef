"""The command line as a client of a server elsewhere: its API, by a token."""

from __future__ import annotations

import asyncio
import json
import os
from pathlib import Path

import httpx
import pytest

from groundglass.frosted.people.roles import Role
from tests.cli.commands import PROGRAM, Ran, groundglass
from tests.frosted.web.stand import Stand, open_stand

RULE = {"name": "Disk", "when": {"kind": "storage_low"}, "level": "warning", "enabled": True, "quiet_s": 60.0}

GATE_AT_NIGHT = """
[[rule]]
name = "Gate, after hours"
camera = "gate"
quiet_s = 30
when = { kind = "zone_entered", zone = [[0.2, 0.5], [0.8, 0.5], [0.8, 1.0], [0.2, 1.0]] }

[rule.schedule]
hours = { sat = [["00:00", "24:00"]], mon = [["00:00", "06:00"], ["20:00", "24:00"]] }
holidays = [2026-12-25]
on_holidays = "awake"
"""


async def token_for(stand: Stand, *rights: str) -> str:
    _, session = await stand.somebody(Role.ADMINISTRATOR)
    async with stand.browser(session) as browser:
        made = await browser.post("/api/v1/tokens", json={"name": "Night script", "rights": list(rights)})
        assert made.status_code == 201, made.text
        return str(made.json()["token"])


async def run(stand: Stand, token: str, *words: str, folder: Path | None = None) -> Ran:
    environment = {**os.environ, "GROUNDGLASS_SERVER": stand.origin, "GROUNDGLASS_TOKEN": token}
    return await asyncio.to_thread(groundglass, *words, folder=folder, environment=environment)


async def test_cameras_are_added_listed_shown_and_removed_at_a_server(tmp_path: Path) -> None:
    async with open_stand(tmp_path) as stand:
        token = await token_for(stand, "see", "set_up")
        added = await run(stand, token, "camera", "add", "South gate", "demo:plaza")
        assert (added.status, added.out) == (0, "added south-gate (demo:plaza)\n")
        assert "south-gate" in (await run(stand, token, "camera", "list")).out
        shown = await run(stand, token, "camera", "show", "south-gate")
        assert "South gate" in shown.out
        assert "version" in shown.out
        assert (await run(stand, token, "camera", "test", "demo:plaza")).out.startswith("found: h264 1280x720")
        assert (await run(stand, token, "camera", "remove", "south-gate")).status == 0
        gone = await run(stand, token, "camera", "show", "south-gate")
        assert gone.status == 3
        assert gone.err.startswith("groundglass: error: ")


async def test_the_server_may_be_named_and_the_token_come_from_a_file(tmp_path: Path) -> None:
    async with open_stand(tmp_path) as stand:
        file = tmp_path / "token"
        file.write_text(await token_for(stand, "see") + "\n")
        words = ("camera", "list", "--server", stand.origin, "--token-file", file)
        done = await asyncio.to_thread(groundglass, *words)
        assert done.status == 0, done.err


async def test_a_token_does_no_more_than_it_may(tmp_path: Path) -> None:
    async with open_stand(tmp_path) as stand:
        refused = await run(stand, await token_for(stand, "see"), "camera", "add", "South gate", "demo:plaza")
        assert refused.status == 4
        assert "your role does not include this" in refused.err
        stranger = await run(stand, "gg_" + "A" * 43, "camera", "list")
        assert stranger.status == 4


async def test_an_incident_is_opened_written_on_and_closed_from_elsewhere(tmp_path: Path) -> None:
    async with open_stand(tmp_path) as stand:
        token = await token_for(stand, "see", "incidents")
        opened = await run(stand, token, "incident", "open", "Smoke at the gate", "--level", "alarm")
        number = opened.out.strip()
        assert number.isdigit(), opened.err
        assert (await run(stand, token, "incident", "note", number, "The guard is there.")).status == 0
        assert "Smoke at the gate" in (await run(stand, token, "incident", "list")).out
        closed = await run(stand, token, "incident", "close", number, "--outcome", "false_alarm")
        assert (closed.status, closed.out) == (0, f"incident {number} is closed: false_alarm\n")
        assert "Smoke" not in (await run(stand, token, "incident", "list")).out
        assert "Smoke" in (await run(stand, token, "incident", "list", "--all")).out
        assert "Night script  note" in (await run(stand, token, "incident", "show", number)).out


async def test_rules_are_those_of_a_file_and_applying_twice_changes_nothing(tmp_path: Path) -> None:
    async with open_stand(tmp_path) as stand:
        token = await token_for(stand, "see", "set_up")
        file = tmp_path / "rules.json"
        file.write_text(json.dumps({"rules": [RULE]}))
        shown = await run(stand, token, "rule", "apply", str(file), "--dry-run")
        assert "+ add Disk" in shown.out
        assert "nothing was changed" in shown.out
        assert "1 changed" in (await run(stand, token, "rule", "apply", str(file), "--yes")).out
        assert (await run(stand, token, "rule", "apply", str(file), "--yes")).out == "nothing to change\n"
        file.write_text(json.dumps({"rules": [RULE | {"level": "alarm"}]}))
        assert "~ change Disk" in (await run(stand, token, "rule", "apply", str(file), "--yes")).out
        listed = json.loads((await run(stand, token, "rule", "list", "--json")).out)
        assert [rule["level"] for rule in listed["rules"]] == ["alarm"]
        file.write_text(json.dumps(listed))
        assert (await run(stand, token, "rule", "apply", str(file), "--yes")).out == "nothing to change\n"


async def test_rules_are_written_in_toml_as_people_write(tmp_path: Path) -> None:
    async with open_stand(tmp_path) as stand:
        token = await token_for(stand, "see", "set_up")
        await stand.camera()
        file = tmp_path / "rules.toml"
        file.write_text(GATE_AT_NIGHT)
        assert "1 changed" in (await run(stand, token, "rule", "apply", str(file), "--yes")).out
        assert (await run(stand, token, "rule", "apply", str(file), "--yes")).out == "nothing to change\n"
        (there,) = json.loads((await run(stand, token, "rule", "list", "--json")).out)["rules"]
        assert (there["when"]["kind"], there["schedule"]["holidays"]) == ("zone_entered", ["2026-12-25"])
        file.write_text("[[rule]]\nname = 3\n")
        refused = await run(stand, token, "rule", "apply", str(file), "--yes")
        assert "write each as a [[rule]] section" in refused.err


async def test_events_are_listed_and_followed_as_they_happen(tmp_path: Path) -> None:
    async with open_stand(tmp_path) as stand:
        token = await token_for(stand, "see", "incidents")
        async with httpx.AsyncClient(base_url=stand.origin, headers={"Authorization": f"Bearer {token}"}) as program:
            await program.post("/api/v1/events", json={"name": "Before", "key": "a"})
            assert "Before" in (await run(stand, token, "events", "list")).out
            environment = {**os.environ, "GROUNDGLASS_SERVER": stand.origin, "GROUNDGLASS_TOKEN": token}
            follow = await asyncio.create_subprocess_exec(
                *PROGRAM, "events", "follow", "--json", env=environment, stdout=asyncio.subprocess.PIPE
            )
            assert follow.stdout is not None
            try:
                line = asyncio.create_task(follow.stdout.readline())
                for number in range(100):  # one of them comes after it has begun to listen
                    await program.post("/api/v1/events", json={"name": "After", "key": f"b{number}"})
                    done, _ = await asyncio.wait((line,), timeout=0.5)
                    if done:
                        break
                told = json.loads(await line)
            finally:
                follow.kill()
                await follow.wait()
        assert told["name"] == "After"


async def test_the_checkpoint_of_a_server_is_printed_as_it_is_signed(tmp_path: Path) -> None:
    async with open_stand(tmp_path) as stand:
        token = await token_for(stand, "see")
        printed = await run(stand, token, "ledger", "checkpoint")
        async with stand.browser() as browser:
            assert printed.out == (await browser.get("/ledger/checkpoint")).text


async def test_a_clip_that_is_not_there_leaves_no_file(tmp_path: Path) -> None:
    async with open_stand(tmp_path) as stand:
        await stand.camera()
        token = await token_for(stand, "see", "export")
        words = ("clip", "download", "gate", "--from", "2026-11-21T23:00:00Z", "--to", "2026-11-21T23:01:00Z")
        failed = await run(stand, token, *words, folder=tmp_path)
        assert failed.status == 3
        assert list(tmp_path.glob("*.mp4*")) == []


@pytest.mark.parametrize("words", [("events", "list"), ("rule", "list"), ("incident", "list")])
def test_without_a_server_it_says_which_word_is_missing(words: tuple[str, ...]) -> None:
    environment = {name: value for name, value in os.environ.items() if not name.startswith("GROUNDGLASS_")}
    ran = groundglass(*words, environment=environment)
    assert ran.status == 2
    assert "--server" in ran.err
