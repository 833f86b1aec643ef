"""The compose file and the image: valid, made of files that are there, and started with arguments that we take."""

from __future__ import annotations

import importlib.resources
import json
import os
import re
import subprocess
import sys
from pathlib import Path
from typing import Any

import jsonschema
import yaml

from groundglass.frosted.relay.secret import ClusterSecret, ViewerSecret
from tests.deploy.parts import DEPLOY, check_command, check_settings, source
from tests.house.source import ROOT

COMPOSE = DEPLOY / "compose"


def compose() -> dict[str, Any]:
    loaded: dict[str, Any] = yaml.safe_load(source(COMPOSE / "compose.yaml"))
    return loaded


def test_it_is_a_compose_file() -> None:
    vendored = importlib.resources.files("check_jsonschema") / "builtin_schemas" / "vendor" / "compose-spec.json"
    jsonschema.validate(compose(), json.loads(vendored.read_text(encoding="utf-8")))


def test_its_settings_are_settings_that_we_read() -> None:
    check_settings(*(source(COMPOSE / f"{name}.toml") for name in ("site", "outpost", "web")))


def test_every_part_of_ours_is_started_with_arguments_that_we_take_and_files_that_are_there() -> None:
    ours = {name: one for name, one in compose()["services"].items() if one["image"].startswith("groundglass")}
    assert set(ours) == {"desk", "outpost-1", "outpost-2", "web"}
    for name, one in ours.items():
        check_command(one["command"])
        settings = re.search(r"/etc/groundglass/(\w+\.toml)", " ".join(one["command"]))
        assert settings is not None
        told = source(COMPOSE / settings[1])
        assert set(re.findall(r"/run/secrets/(\w+)", told)) == set(one["secrets"]), name
    assert "cluster" not in ours["web"]["secrets"]


def test_what_it_mounts_is_there_and_every_secret_is_made() -> None:
    told = compose()
    mounts = [mount for one in told["services"].values() for mount in one.get("volumes", []) if mount.startswith(".")]
    assert len(mounts) >= 5
    assert [mount for mount in mounts if not (COMPOSE / mount.split(":")[0]).exists()] == []
    script = source(COMPOSE / "secrets.sh")
    for name, secret in told["secrets"].items():
        assert secret["file"] == f"./secrets/{name}"
        assert f"secrets/{name}" in script or f"make {name} " in script
    used = {secret for one in told["services"].values() for secret in one.get("secrets", [])}
    assert used == set(told["secrets"])


def test_secrets_are_made_once_and_the_lesser_one_is_of_the_first(tmp_path: Path) -> None:
    script = tmp_path / "secrets.sh"
    script.write_text(source(COMPOSE / "secrets.sh"))
    program = {"GROUNDGLASS": f"{sys.executable} -m groundglass"}
    seen: list[dict[str, str]] = []
    for _ in range(2):
        subprocess.run(["sh", script], check=True, capture_output=True, env={**os.environ, **program})
        seen.append({path.name: path.read_text().strip() for path in (tmp_path / "secrets").iterdir()})
    kept = seen[0]
    assert seen[1] == kept
    assert (tmp_path / "secrets").stat().st_mode & 0o777 == 0o700
    assert kept["state_password"] in kept["state"]
    assert ClusterSecret.parse(kept["cluster"]).viewer().reveal() == kept["viewer"]
    assert ViewerSecret.parse(kept["viewer"]).reveal() == kept["viewer"]


def test_the_image_is_made_of_files_that_are_sent_to_whoever_makes_it() -> None:
    text = source(DEPLOY / "Containerfile")
    let_through = {line[1:] for line in source(ROOT / ".containerignore").splitlines() if line.startswith("!")}
    copied = [word for line in re.findall(r"^COPY (?!--from)(.+)$", text, re.MULTILINE) for word in line.split()[:-1]]
    assert set(copied) == let_through
    assert [word for word in copied if not (ROOT / word).exists()] == []
    assert source(ROOT / ".containerignore") == source(ROOT / ".dockerignore")


def test_the_image_starts_a_server_as_nobody_in_particular() -> None:
    text = source(DEPLOY / "Containerfile")
    (command,) = re.findall(r"^CMD (\[.+\])$", text, re.MULTILINE)
    check_command(json.loads(command))
    assert re.search(r"^USER 10001:10001$", text, re.MULTILINE)
    assert 'ENTRYPOINT ["groundglass"]' in text
