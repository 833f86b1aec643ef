"""spec/relay.md says what the code does."""

from __future__ import annotations

import re
from pathlib import Path

from groundglass.engine.outpost.desk_asks import DeskAsks
from groundglass.frosted.relay import channel, wire
from groundglass.frosted.relay.secret import ClusterSecret, ViewerSecret

SPEC = (Path(__file__).parents[3] / "spec" / "relay.md").read_text(encoding="utf-8")


def test_the_table_has_every_kind_with_its_bound() -> None:
    rows = re.findall(r"^\| (\d+) \| (\w+) \| (client|desk|node) \| (\d+) \|", SPEC, re.MULTILINE)
    kinds = {name: getattr(wire, name.upper()) for _, name, _, _ in rows}
    assert {int(kind): int(most) for kind, _, _, most in rows} == wire.MAX_FRAME_BYTES
    assert {kinds[name] for _, name, by, _ in rows if by != "node"} == wire.FROM_CLIENTS
    assert {int(kind): name for kind, name, _, _ in rows} == {kind: name for name, kind in kinds.items()}


def test_the_names_of_secrets_and_roles_are_those_of_the_code() -> None:
    for told in (
        ClusterSecret.prefix, ViewerSecret.prefix, channel.DESK_NAME, channel.VIEWER_NAME, "relay/viewers/v1",
        "relay/desk/v1", "relay/viewer/v1",
    ):  # fmt: skip
        assert told in SPEC


def test_what_a_desk_may_ask_is_in_the_table() -> None:
    asked = re.findall(r"^\| `(\w+)` \|", SPEC.split("## 4.")[1], re.MULTILINE)
    assert asked[1:] == list(DeskAsks.ACTS)
