"""The file of a machine in Ray: what it accepts, and what it says when it refuses."""

from __future__ import annotations

import pytest

from groundglass.config import parse_node
from groundglass.errors import ConfigError

SECRET = '[cluster]\nsecret = "gg-cluster-x"\n'
STORAGE = '[storage]\nstate = "postgresql://u@h/n"\nblobs = "s3://b/p"\n'
RAY = '[ray]\nray = "10.0.0.5:6379"\nhost = "10.0.0.21"\n'


def test_a_machine_that_keeps_cameras_has_an_outpost_s_file_and_one_section_more() -> None:
    node = parse_node(f'{RAY}cores = 14\nmemory_gib = 24\n[outpost]\nnode = "harbour-1"\n{STORAGE}{SECRET}')
    assert (node.ray.ray, node.ray.host, node.ray.cores, node.ray.memory_gib) == ("10.0.0.5:6379", "10.0.0.21", 14, 24)
    assert not node.ray.head
    assert node.outpost is not None
    assert node.outpost.outpost.node == "harbour-1"
    assert node.cluster == node.outpost.cluster


def test_a_head_needs_no_outpost() -> None:
    node = parse_node(f"{RAY}head = true\n{SECRET}")
    assert node.outpost is None
    assert node.ray.head


@pytest.mark.parametrize(
    ("text", "part"),
    [
        ("ray =", "not valid TOML"),
        (SECRET, "does not say where Ray's head is"),
        (f"{RAY}{SECRET}", "no [outpost] section and is no head"),
        (f"{RAY}head = true\n", "has no secret"),
        (f"{RAY}head = true\nhaed = 1\n{SECRET}", "no setting called 'haed'"),
        (f"{RAY}head = true\n{SECRET}[desk]\n", "no setting called 'desk'"),
        (f'{RAY}[outpost]\nnode = "a"\n{STORAGE}', "has no secret"),
        (" " * 300_000, "is larger than"),
    ],
)
def test_what_is_missing_is_said(text: str, part: str) -> None:
    with pytest.raises(ConfigError) as caught:
        parse_node(text)
    assert part in caught.value.message
