"""The objects of add-ons: golden files, and what must hold for any."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
import yaml

from installer.addons.base import (
    AddOn,
    all_add_ons,
    find_image,
    held_add_ons,
    must_not_lack,
    wanted_add_ons,
)
from installer.config.load import parse_config
from installer.errors import BundleInvalid
from tests.unit.config.samples import FULL, GOOD

GOLDEN = Path(__file__).parents[2] / "golden" / "add-ons"
KUBEADM_IMAGES = (
    "docker.io/rancher/local-path-provisioner:v0.0.30",
    "ghcr.io/kube-vip/kube-vip-cloud-provider:v0.0.12",
    "ghcr.io/kube-vip/kube-vip:v0.9.1",
    "registry.k8s.io/pause:3.10.1",
)
K3S_IMAGES = (
    "docker.io/rancher/local-path-provisioner:v0.0.32",
    "docker.io/rancher/mirrored-library-busybox:1.36.1",
)
ADD_ONS: dict[str, AddOn] = {add_on.name: add_on for add_on in all_add_ons()}
CASES = {
    "load-balancer": ("load-balancer", KUBEADM_IMAGES),
    "local-volumes-k3s": ("local-volumes", K3S_IMAGES),
    "local-volumes-kubeadm": ("local-volumes", KUBEADM_IMAGES),
    "shares": ("shares", ()),
}
CLUSTER = parse_config(FULL, "text")


def _objects(case: str) -> list[dict[str, Any]]:
    name, images = CASES[case]
    return list(yaml.safe_load_all(ADD_ONS[name].manifest(CLUSTER, images)))


@pytest.mark.parametrize("case", CASES)
def test_the_objects_are_as_in_the_golden_file(case: str) -> None:
    name, images = CASES[case]
    assert ADD_ONS[name].manifest(CLUSTER, images) == (GOLDEN / f"{case}.yaml").read_text("utf-8")


def test_every_add_on_has_its_golden_file_and_every_file_its_case() -> None:
    assert {path.stem for path in GOLDEN.iterdir()} == set(CASES)
    assert {name for name, _ in CASES.values()} == set(ADD_ONS)


@pytest.mark.parametrize("case", CASES)
def test_every_object_says_whose_it_is_and_lives_where_the_cluster_is_watched(case: str) -> None:
    for found in _objects(case):
        assert found["metadata"]["labels"]["app.kubernetes.io/managed-by"] == "edgewright"
        # There a missing pod keeps the installation from being called ready.
        if found["kind"] in ("Deployment", "DaemonSet"):
            assert found["metadata"]["namespace"] == "kube-system"


@pytest.mark.parametrize("case", CASES)
def test_offline_no_image_is_ever_fetched(case: str) -> None:
    for found in _objects(case):
        template = found.get("spec", {}).get("template", {})
        for container in template.get("spec", {}).get("containers", []):
            assert container["imagePullPolicy"] == "IfNotPresent"
            assert container["image"] in CASES[case][1]


def test_local_volumes_are_the_default_and_lie_on_the_data_disk() -> None:
    objects = {found["kind"]: found for found in _objects("local-volumes-kubeadm")}
    settings = objects["StorageClass"]
    assert settings["metadata"]["name"] == "local"
    assert settings["volumeBindingMode"] == "WaitForFirstConsumer"
    assert "/var/lib/edgewright/volumes" in objects["ConfigMap"]["data"]["config.json"]


def test_the_range_of_the_file_is_given_to_services() -> None:
    [settings] = [found for found in _objects("load-balancer") if found["kind"] == "ConfigMap"]
    assert settings["data"] == {"range-global": "172.29.0.200-172.29.0.219"}


def test_what_a_cluster_gets_follows_from_its_file() -> None:
    assert [a.name for a in wanted_add_ons(parse_config(GOOD, "text"))] == ["local-volumes"]
    assert [a.name for a in wanted_add_ons(CLUSTER)] == ["load-balancer", "shares"]


def test_a_bundle_tells_its_add_ons_by_its_images() -> None:
    assert [a.name for a in held_add_ons(KUBEADM_IMAGES)] == ["load-balancer", "local-volumes"]
    assert [a.name for a in held_add_ons(K3S_IMAGES)] == ["local-volumes"]
    assert held_add_ons(KUBEADM_IMAGES[1:2]) == ()


def test_a_bundle_without_the_images_is_told_with_both_ways_out() -> None:
    with pytest.raises(BundleInvalid) as caught:
        must_not_lack((ADD_ONS["local-volumes"], ADD_ONS["load-balancer"]), KUBEADM_IMAGES[1:2])
    assert "volumes on the data disks and addresses for Services" in caught.value.brief
    assert caught.value.details.splitlines() == [
        "rancher/local-path-provisioner",
        "kube-vip/kube-vip",
    ]
    assert "--images" in caught.value.advice
    assert "spec.storage.localVolumes to false" in caught.value.advice


@pytest.mark.parametrize(
    ("image", "found"),
    [
        ("docker.io/rancher/x:1", True),
        ("rancher/x:1", True),
        ("mirror:5000/hub/rancher/x:1", True),
        ("mirror:5000/rancher/x", True),
        (f"docker.io/rancher/x@sha256:{'0' * 64}", True),
        ("docker.io/rancher/x-tools:1", False),
        ("docker.io/notrancher/x:1", False),
        ("docker.io/rancher/y:1", False),
    ],
)
def test_an_image_is_found_whatever_registry_has_it(image: str, found: bool) -> None:
    assert find_image((image,), "rancher/x") == (image if found else "")
