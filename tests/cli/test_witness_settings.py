"""Claims about witnesses in the settings file: their addresses may be kept elsewhere, and are refused unrepeated."""

from __future__ import annotations

from pathlib import Path

import pytest

from groundglass.cli.command import parser
from groundglass.cli.run import plan_of
from groundglass.config import SiteConfig, parse_config
from groundglass.engine.house import ServerPlan
from groundglass.errors import ConfigError


def plan_for(text: str, folder: Path) -> ServerPlan:
    file = folder / "site.toml"
    return plan_of(parse_config(text), parser().parse_args(["run", "--config", str(file)]))


def test_witnesses_are_read_from_the_environment_and_from_files_beside_the_settings(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("BROKER", "mqtts://u:hush@broker.example/site/checkpoint")
    (tmp_path / "mail").write_text("smtp://u:hush@mail.example/?from=a@x.example&to=b@y.example\n")
    plan = plan_for('[ledger]\nwitness_mqtt = { env = "BROKER" }\nwitness_email = { file = "mail" }\n', tmp_path)
    topic, mailbox = plan.witness_channels
    assert (topic.text("host"), topic.text("topic"), topic.text("password")) == (
        "broker.example", "site/checkpoint", "hush",
    )  # fmt: skip
    assert (mailbox.settings["security"], mailbox.settings["to"]) == ("starttls", ["b@y.example"])
    assert "hush" not in repr(plan)


def test_without_settings_there_is_no_witness(tmp_path: Path) -> None:
    assert plan_for("", tmp_path).witness_channels == ()
    assert plan_of(SiteConfig(), parser().parse_args(["run"])).witness_channels == ()


@pytest.mark.parametrize("key", ["witness_mqtt", "witness_email"])
def test_an_address_that_is_none_is_refused_by_the_name_of_its_setting(key: str, tmp_path: Path) -> None:
    with pytest.raises(ConfigError) as caught:
        plan_for(f'[ledger]\n{key} = "ftp://u:hush@h/"', tmp_path)
    assert caught.value.message == f"ledger: {key}: this is not the address of a witness"
    assert "hush" not in "".join(caught.value.hints)
