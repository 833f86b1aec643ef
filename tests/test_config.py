"""The settings file: what it accepts, what it says when it refuses, and that its sample tells the truth."""

from __future__ import annotations

from dataclasses import fields
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from groundglass.config import (
    LEAST_EVIDENCE_S,
    AddressSection,
    CameraSection,
    LedgerSection,
    PlacingSection,
    Secret,
    ServerSection,
    SiteConfig,
    StorageSection,
    parse_config,
    parse_outpost,
)
from groundglass.errors import ConfigError
from groundglass.pane import settings as pane_settings

SAMPLE = Path(__file__).parents[1] / "docs" / "site.toml"
CAMERA = '[[camera]]\nid = "gate"\naddress = "rtsp://u:hush@10.0.0.2/1"\n'


def refusal(text: str) -> ConfigError:
    with pytest.raises(ConfigError) as caught:
        parse_config(text)
    return caught.value


def test_the_shipped_sample_equals_the_defaults() -> None:
    plaza = CameraSection("plaza", "Plaza", Secret("text", "demo:plaza"))
    assert parse_config(SAMPLE.read_text()) == SiteConfig(cameras=(plaza,))


@pytest.mark.parametrize("section", [ServerSection, StorageSection, AddressSection, LedgerSection, CameraSection])
def test_every_setting_stands_in_the_sample_below_a_comment(section: type) -> None:
    lines = SAMPLE.read_text().splitlines()
    for setting in fields(section):
        at = [n for n, line in enumerate(lines) if line.removeprefix("# ").startswith(f"{setting.name} = ")]
        assert at, f"{setting.name} is not in the sample"
        assert any(lines[n - 1].startswith("#") for n in at) or setting.name == "keep_gib"


def test_an_empty_file_is_a_site_with_the_defaults() -> None:
    assert parse_config("") == SiteConfig()


def test_an_unknown_key_names_the_nearest_one() -> None:
    error = refusal("[server]\nprot = 80\n")
    assert "'prot'" in error.message
    assert error.hints == ("did you mean 'port'?",)


def test_an_unknown_section_names_the_nearest_one() -> None:
    assert refusal("[sever]\n").hints == ("did you mean 'server'?",)
    assert refusal('[[cameras]]\nid = "a"\n').hints == ("did you mean 'camera'?",)


@pytest.mark.parametrize(
    ("text", "part"),
    [
        ("port =", "not valid TOML"),
        ("engine = 3", "engine is a section"),
        ('[engine]\nkind = "ray"\n', "there is no address of Ray"),
        ('[engine]\nkind = "ray"\nray = "10.0.0.5"\n', "not the address of Ray's head"),
        ('[engine]\nkind = "rays"\n', "not one of here, outposts, ray"),
        ("[engine]\nplacing = 3\n", "[[engine.placing]]"),
        ("[[engine.placing]]\n", "placing rule 1 names no cameras"),
        ('[[engine.placing]]\ncameras = ["a"]\nreach = "North Lan"\n', "not a short word"),
        ("server = 3", "server is a section"),
        ("[camera]\nid = 3", "[[camera]]"),
        ("[server]\nport = 0", "between 1 and 65535"),
        ("[server]\nport = 80.5", "whole number"),
        ("[server]\nport = true", "whole number"),
        ("[server]\nhost = ''", "1 to 255"),
        ('[server]\nname = "a\\nb"', "printable"),
        ("[server]\norigins = ['desk.example.org']", "addresses people type"),
        ("[storage]\nkeep_days = -1", "between 0 and 3660"),
        ("[storage]\nkeep_days = nan", "between 0 and 3660"),
        ("[addresses]\nfiles = 'no'", "neither true nor false"),
        ("[[camera]]\naddress = 'demo:plaza'", "camera 1 has no id"),
        ("[[camera]]\nid = 'a'", "camera 1 has no address"),
        (CAMERA + CAMERA, "two cameras are called 'gate'"),
        (CAMERA + "mode = 'proved'", "not one of proven, approved"),
        (CAMERA + "evidence_s = 4.9", "would take people who stand still for the place"),
        (CAMERA + "privacy = 3", "polygons"),
        (CAMERA + "privacy = [[[0, 0], [1, 1]]]", "polygons"),
        (CAMERA + "privacy = [[[0, 0], [1, 1], [0, 1.5]]]", "polygons"),
        (CAMERA + "sub_address = { vault = 'x' }", "not an address"),
    ],
)
def test_a_wrong_value_is_refused_with_its_place(text: str, part: str) -> None:
    message = refusal(text).message
    assert part in message
    assert not message.endswith(".")
    assert message[0].islower() or message.startswith("[[")


def test_a_file_of_more_than_four_mebibytes_is_not_read() -> None:
    assert "larger than" in refusal("#" * (4 * 1024 * 1024 + 1)).message


def test_origins_are_kept_as_written() -> None:
    text = '[server]\norigins = ["https://desk.example.org"]'
    assert parse_config(text).server.origins == ("https://desk.example.org",)


def test_a_camera_without_a_name_is_called_by_its_id() -> None:
    assert parse_config(CAMERA).cameras[0].name == "gate"


def test_the_least_evidence_time_is_the_same_on_both_sides() -> None:
    assert LEAST_EVIDENCE_S == pane_settings.LEAST_EVIDENCE_S


def test_a_scale_is_given_whole_or_not_at_all() -> None:
    (camera,) = parse_config(CAMERA + "px_per_m_top = 20\npx_per_m_bottom = 90.5").cameras
    assert (camera.px_per_m_top, camera.px_per_m_bottom) == (20.0, 90.5)
    assert "half a scale" in refusal(CAMERA + "px_per_m_top = 20").message


def test_polygons_become_tuples() -> None:
    text = CAMERA + "privacy = [[[0, 0], [1, 0], [1, 1]]]"
    assert parse_config(text).cameras[0].privacy == (((0.0, 0.0), (1.0, 0.0), (1.0, 1.0)),)


def test_a_password_shows_in_no_repr_and_no_refusal() -> None:
    assert "hush" not in repr(parse_config(CAMERA))
    error = refusal("[[camera]]\nid = 'a'\naddress = [\"rtsp://u:hush@h/\"]")
    assert "hush" not in error.message + "".join(error.hints)


def test_a_secret_may_come_from_the_environment() -> None:
    secret = parse_config('[[camera]]\nid = "a"\naddress = { env = "GATE" }\n').cameras[0].address
    assert secret.resolve({"GATE": "rtsp://x/ "}, str) == "rtsp://x/"
    with pytest.raises(ConfigError, match="GATE is not set"):
        secret.resolve({}, str)


def test_a_secret_may_come_from_a_file() -> None:
    secret = parse_config('[[camera]]\nid = "a"\naddress = { file = "/run/gate" }\n').cameras[0].address
    assert secret.resolve({}, {"/run/gate": "rtsp://x/\n"}.__getitem__) == "rtsp://x/"


@pytest.mark.parametrize("key", ["witness_mqtt", "witness_email"])
def test_a_witness_with_a_password_is_a_secret_like_a_camera(key: str) -> None:
    site = parse_config(f'[ledger]\n{key} = "mqtt://u:hush@h/t"')
    assert "hush" not in repr(site)
    assert getattr(site.ledger, key).resolve({}, str) == "mqtt://u:hush@h/t"
    kept = parse_config(f'[ledger]\n{key} = {{ file = "/run/w" }}').ledger
    assert getattr(kept, key).resolve({}, {"/run/w": "mqtt://h/t\n"}.__getitem__) == "mqtt://h/t"
    error = refusal(f'[ledger]\n{key} = ["mqtt://u:hush@h/t"]')
    assert f"ledger: {key} is not an address" in error.message
    assert "hush" not in error.message + "".join(error.hints)


@given(st.text(max_size=400))
def test_any_text_is_a_site_or_a_refusal(text: str) -> None:
    try:
        assert isinstance(parse_config(text), SiteConfig)
    except ConfigError as error:
        assert error.message


OUTPOST = """
    [outpost]
    node = "north-1"
    [storage]
    state = "postgresql://u:hush@h/d"
    blobs = "s3://bucket"
    [cluster]
    secret = "gg-cluster-hush"
"""


def test_an_outpost_has_a_name_a_place_to_keep_things_and_a_secret() -> None:
    config = parse_outpost(OUTPOST)
    assert (config.outpost.node, config.storage.blobs) == ("north-1", "s3://bucket")
    assert "hush" not in repr(config)
    assert parse_outpost(OUTPOST + "[ray]\nhead = 1\n", others=("ray",)) == config


@pytest.mark.parametrize(
    ("old", "new", "said"),
    [
        ('node = "north-1"', "", "names no node"),
        ('blobs = "s3://bucket"', "", "where the site is kept"),
        ('secret = "gg-cluster-hush"', "", "has no secret"),
        ("[cluster]", "[clusters]", "did you mean"),
        ('node = "north-1"', "node = ", "not valid TOML"),
        ('node = "north-1"', "x = " + '"' + "x" * 300_000 + '"', "larger than"),
    ],
)
def test_an_outpost_that_misses_something_is_told_what(old: str, new: str, said: str) -> None:
    with pytest.raises(ConfigError) as refused:
        parse_outpost(OUTPOST.replace(old, new))
    assert said in " ".join((refused.value.message, *refused.value.hints))
    assert "hush" not in " ".join((refused.value.message, *refused.value.hints))


@given(st.text(max_size=400))
def test_any_text_is_an_outpost_or_a_refusal(text: str) -> None:
    with pytest.raises(ConfigError):
        parse_outpost(text)


def test_what_cameras_need_of_their_machine_is_read_in_order() -> None:
    written = """
        [engine]
        kind = "ray"
        ray = "10.0.0.5:6379"
        [[engine.placing]]
        cameras = ["quay-*"]
        reach = "harbour"
        [[engine.placing]]
        cameras = ["quay-1"]
        priority = "high"
        may_lower = false
    """
    engine = parse_config(written).engine
    assert (engine.kind, engine.ray) == ("ray", "10.0.0.5:6379")
    assert engine.placing == (
        PlacingSection(("quay-*",), reach="harbour"),
        PlacingSection(("quay-1",), priority="high", may_lower=False),
    )
