"""The command line as a whole: help, wrong words, exit statuses, and what it never prints."""

from __future__ import annotations

import argparse
from pathlib import Path

import pytest

from groundglass import __version__, errors
from groundglass.cli.arguments import parse_address_text
from groundglass.cli.camera import id_from_name
from groundglass.cli.command import parser
from groundglass.cli.run import limits_of, plan_of
from groundglass.cli.statuses import MEANINGS, OK, status_of
from groundglass.config import SiteConfig, StorageSection, parse_config
from groundglass.errors import ConfigError, GroundglassError
from tests.cli.commands import from_nothing as groundglass


def test_version_is_one_line() -> None:
    ran = groundglass("version")
    assert (ran.status, ran.out, ran.err) == (0, f"groundglass {__version__}\n", "")


def test_without_a_command_the_help_is_shown_with_every_exit_status() -> None:
    ran = groundglass()
    assert ran.status == 0
    for status, meaning in MEANINGS.items():
        assert f"{status:>3}  {meaning}" in ran.out


def test_every_kind_of_error_has_a_status_with_a_meaning() -> None:
    kinds = [kind for kind in vars(errors).values() if isinstance(kind, type) and issubclass(kind, GroundglassError)]
    assert len(kinds) > 10
    for kind in kinds:
        status = status_of(kind("it failed"))
        assert status in MEANINGS
        assert status != OK


@pytest.mark.parametrize("arguments", [("frots",), ("camera",), ("run", "--prot", "3"), ("run", "--port", "70000")])
def test_a_word_that_cannot_be_used_is_one_sentence_and_a_hint(arguments: tuple[str, ...]) -> None:
    ran = groundglass(*arguments)
    lines = ran.err.splitlines()
    assert (ran.status, ran.out, len(lines)) == (2, "", 2)
    assert lines[0].startswith("groundglass: error: ")
    assert lines[1].startswith("groundglass: hint: ")


def test_every_command_and_argument_says_what_it_is_for() -> None:
    def walk(one: argparse.ArgumentParser) -> None:
        for action in one._actions:
            if isinstance(action, argparse._SubParsersAction):
                assert len(list(action._get_subactions())) == len(action.choices)
                for below in action.choices.values():
                    walk(below)
            elif action.option_strings:
                assert action.help, f"{one.prog} {action.option_strings}"

    walk(parser())


@pytest.mark.parametrize(
    "arguments",
    [
        ("camera", "list"),
        ("camera", "remove", "gate"),
        ("place", "show", "gate"),
        ("link",),
        ("check",),
    ],
)
def test_a_folder_that_is_none_is_never_made_by_looking(arguments: tuple[str, ...], tmp_path: Path) -> None:
    ran = groundglass(*arguments, "--data", tmp_path / "none")
    assert ran.status == 3
    assert "there is no data folder" in ran.err
    assert not (tmp_path / "none").exists()


def test_an_address_may_come_by_standard_input_so_that_its_password_is_in_no_list(tmp_path: Path) -> None:
    ran = groundglass("camera", "add", "Gate", "-", "--data", tmp_path, given="rtsp://u:hush@192.0.2.1/1\n")
    assert ran.status == 0
    assert "hush" not in ran.out + ran.err + groundglass("camera", "list", "--data", tmp_path).out
    for file in tmp_path.rglob("*"):
        assert not file.is_file() or b"hush" not in file.read_bytes()


def test_a_test_of_a_dead_port_says_so_and_what_to_do() -> None:
    ran = groundglass("camera", "test", "rtsp://127.0.0.1:9/none")
    assert ran.status == 1
    assert ran.out.startswith("not usable: ")
    assert ran.err.startswith("groundglass: hint: ")


def test_a_test_of_a_camera_that_works_says_what_it_sends() -> None:
    ran = groundglass("camera", "test", "demo:plaza?width=320&height=240&fps=10&people=1")
    assert (ran.status, ran.out) == (0, "found: RAW 320x240, 10 pictures/s\n")


def test_a_check_of_a_new_folder_finds_it_whole(tmp_path: Path) -> None:
    groundglass("camera", "add", "Gate", "rtsp://192.0.2.1/1", "--data", tmp_path)
    for more in ((), ("--repair",)):
        ran = groundglass("check", *more, "--data", tmp_path)
        assert (ran.status, ran.out.splitlines()[-1]) == (0, "everything is whole")


def test_doctor_examines_everything_and_says_what_to_do(tmp_path: Path) -> None:
    ran = groundglass("doctor", "--data", tmp_path, "--port", "0")
    assert ran.status == 0, ran.out
    for subject in ("groundglass", "av", "landlock", "seccomp", "worker", "rtsp", "free space", "disk speed", "clock"):
        assert f" {subject} " in ran.out
    assert list(tmp_path.iterdir()) == []


def test_an_id_is_made_from_a_name() -> None:
    assert id_from_name("Gate 2, north") == "gate-2-north"
    assert id_from_name("x" * 80) == "x" * 48
    with pytest.raises(ConfigError):
        id_from_name("門")


def test_a_file_named_as_camera_is_found_from_any_folder() -> None:
    assert parse_address_text("clip.mp4").reveal() == str(Path("clip.mp4").absolute())
    assert parse_address_text("rtsp://h/1").reveal() == "rtsp://h/1"
    assert parse_address_text("demo:plaza").reveal() == "demo:plaza"
    with pytest.raises(ConfigError):
        parse_address_text("")


def run_arguments(*arguments: str) -> argparse.Namespace:
    return parser().parse_args(["run", *arguments])


def test_arguments_go_before_the_settings_file() -> None:
    site = parse_config('[server]\nport = 9000\nhost = "0.0.0.0"\nname = "Arena"\n')
    plan = plan_of(site, run_arguments("--port", "0", "--data", "/x"))
    assert (plan.port, plan.host, plan.name, plan.folder) == (0, "0.0.0.0", "Arena", Path("/x"))


def test_without_file_and_arguments_the_server_listens_to_this_machine_only() -> None:
    plan = plan_of(SiteConfig(), run_arguments())
    assert (plan.host, plan.port, plan.folder) == ("127.0.0.1", 8420, Path("groundglass-data").absolute())
    assert (plan.allow_private, plan.allow_files) == (True, False)


def test_zero_in_the_file_means_no_limit() -> None:
    limits = limits_of(StorageSection(keep_days=0.0, keep_gib=1.5, floor_gib=0.0))
    assert (limits.keep_days, limits.keep_bytes, limits.free_floor_bytes) == (None, 1610612736, 0)
