"""The Helm chart, rendered by Helm: what Kubernetes is told is what Kubernetes knows, and what our program takes."""

from __future__ import annotations

import json
from typing import Any

import helm_python
import kubernetes_validate
import pytest
import yaml

from groundglass import __version__
from tests.deploy.parts import CHART, GIVEN, check_command, check_settings, pods, rendered

PLACING = '[[engine.placing]]\ncameras = ["north-*"]\nreach = "north"'
VARIANTS: dict[str, dict[str, Any]] = {
    "to try": GIVEN,
    "in earnest": GIVEN
    | {
        "postgresql": {"enabled": False},
        "s3": {"enabled": False},
        "storage": {"blobs": "s3://city/north", "s3Endpoint": "https://s3.example.org", "s3Region": "eu"},
        "ingress": {"enabled": True, "className": "nginx", "host": "desk.example.org", "tlsSecret": "tls"},
        "outposts": {"replicas": 40, "nodeSelector": {"cameras": "yes"}, "reaches": ["north"]},
        "site": {"origins": ["https://desk.example.org"], "more": PLACING},
    },
}  # fmt: skip


@pytest.fixture(params=list(VARIANTS))
def resources(request: pytest.FixtureRequest) -> list[dict[str, Any]]:
    return rendered(VARIANTS[request.param])


@pytest.mark.parametrize("version", ["1.27", "1.34"])
def test_kubernetes_knows_every_field_of_every_resource(resources: list[dict[str, Any]], version: str) -> None:
    assert {"StatefulSet", "Deployment", "Service", "ConfigMap", "NetworkPolicy"} <= {one["kind"] for one in resources}
    for one in resources:
        kubernetes_validate.validate(one, version, strict=True)
    names = [(one["kind"], one["metadata"]["name"]) for one in resources]
    assert len(names) == len(set(names))


def test_the_settings_it_writes_are_settings_that_we_read(resources: list[dict[str, Any]]) -> None:
    (settings,) = (one["data"] for one in resources if one["metadata"]["name"] == "north-settings")
    check_settings(settings["site.toml"], settings["outpost.toml"], settings["web.toml"])


def test_every_part_of_ours_is_started_with_arguments_that_we_take(resources: list[dict[str, Any]]) -> None:
    ours = {part: pod["spec"]["containers"][0] for part, pod in pods(resources) if part not in {"state", "s3"}}
    assert set(ours) == {"desk", "outpost", "web"}
    for container in ours.values():
        check_command(container["args"])
        mounted = {mount["mountPath"] for mount in container["volumeMounts"]}
        assert {"/etc/groundglass", "/run/secrets/groundglass", "/tmp"} <= mounted
        assert container["securityContext"]["readOnlyRootFilesystem"]
        assert container["image"] == f"groundglass:{__version__}"


def test_a_web_node_never_sees_the_secret_of_the_machines(resources: list[dict[str, Any]]) -> None:
    keys: dict[str, set[str]] = {}
    for part, pod in pods(resources):
        mounted = [volume["secret"]["items"] for volume in pod["spec"]["volumes"] if "secret" in volume]
        keys[part] = {item["key"] for items in mounted for item in items}
    assert "cluster" not in keys["web"]
    assert "viewer" in keys["web"]
    assert "cluster" in keys["desk"] & keys["outpost"]


def test_services_and_policies_find_the_pods_and_ports_they_name(resources: list[dict[str, Any]]) -> None:
    found = list(pods(resources))

    def ports_of(wanted: dict[str, str]) -> set[str]:
        of = [pod for _, pod in found if wanted.items() <= pod["metadata"]["labels"].items()]
        assert of, wanted
        return {port["name"] for pod in of for port in pod["spec"]["containers"][0].get("ports", [])}

    for one in resources:
        if one["kind"] == "Service":
            assert {port["targetPort"] for port in one["spec"]["ports"]} <= ports_of(one["spec"]["selector"])
        elif one["kind"] == "NetworkPolicy":
            named = {port["port"] for rule in one["spec"]["ingress"] for port in rule["ports"]}
            assert named <= ports_of(one["spec"]["podSelector"]["matchLabels"])
        elif one["kind"] == "PodDisruptionBudget":
            ports_of(one["spec"]["selector"]["matchLabels"])


def test_there_is_one_desk_whatever_is_asked_for() -> None:
    with pytest.raises(helm_python.HelmValuesError, match="replicas"):
        rendered(GIVEN | {"desk": {"replicas": 2}})
    (desk,) = (
        one for one in rendered(GIVEN) if one["metadata"]["name"] == "north-desk" and one["kind"] == "StatefulSet"
    )
    assert desk["spec"]["replicas"] == 1


def test_without_a_secret_it_says_what_is_to_be_in_one() -> None:
    with pytest.raises(helm_python.HelmRenderError, match="name a Secret with state, s3_key, s3_secret, cluster"):
        rendered({})


def test_other_settings_restart_the_parts_that_read_them() -> None:
    def marks(values: dict[str, Any]) -> set[str]:
        return {
            pod["metadata"]["annotations"]["groundglass/settings"]
            for part, pod in pods(rendered(values))
            if part in {"desk", "outpost", "web"}
        }

    assert len(marks(GIVEN)) == 1
    assert marks(GIVEN) != marks(GIVEN | {"site": {"keepDays": 7}})


def test_the_chart_has_the_version_of_the_program_and_a_schema_for_every_value() -> None:
    about = yaml.safe_load((CHART / "Chart.yaml").read_text(encoding="utf-8"))
    assert (about["version"], about["appVersion"]) == (__version__, __version__)
    schema = json.loads((CHART / "values.schema.json").read_text(encoding="utf-8"))
    values = yaml.safe_load((CHART / "values.yaml").read_text(encoding="utf-8"))
    assert set(schema["properties"]) - {"global"} == set(values)
    for name, of in values.items():
        if isinstance(of, dict):
            assert set(schema["properties"][name]["properties"]) == set(of)
