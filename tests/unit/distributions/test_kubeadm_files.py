"""The files of a node: golden files, the network of pods, registries."""

from __future__ import annotations

import dataclasses
import tomllib
from pathlib import Path

import pytest

from installer.config.model import Proxy
from installer.distributions.base import NodeSettings, Registries
from installer.distributions.kubeadm_files import POD_ROUTES_SCRIPT, node_files
from installer.errors import KubernetesInstallFailed
from tests.unit.distributions.kubeadm_cases import IMAGES, SHARED_SERVER, WORKER, settings

GOLDEN = Path(__file__).parents[2] / "golden" / "kubeadm"
CASES: dict[str, NodeSettings] = {
    "node-files": settings(),
    "node-files-of-three": WORKER,
    "node-files-shared-server": SHARED_SERVER,
}
CERTS = "/etc/containerd/certs.d"


@pytest.mark.parametrize("name", CASES)
def test_node_files_are_as_recorded(name: str) -> None:
    files = node_files(CASES[name])
    text = "".join(f"=== {path}\n{content}" for path, content in files.items())
    assert text == (GOLDEN / f"{name}.txt").read_text()


def test_every_golden_file_has_its_case() -> None:
    assert {path.stem for path in GOLDEN.glob("*.txt")} == set(CASES)


def test_a_node_that_is_alone_has_its_bridge_and_no_service_for_routes() -> None:
    files = node_files(settings())
    assert '"subnet": "10.244.0.0/24"' in files["/etc/cni/net.d/10-edgewright.conflist"]
    assert POD_ROUTES_SCRIPT not in files


@pytest.mark.parametrize("node", [WORKER, SHARED_SERVER], ids=lambda node: node.node)
def test_a_node_with_others_learns_its_part_of_the_pod_network_from_the_cluster(
    node: NodeSettings,
) -> None:
    files = node_files(node)
    assert "/etc/cni/net.d/10-edgewright.conflist" not in files
    assert "@POD_SUBNET@" in files["/etc/edgewright/bridge.conflist"]
    assert files["/etc/edgewright/pod-routes.env"] == f"NODE={node.node}\nPODS=10.244.0.0/16\n"
    assert POD_ROUTES_SCRIPT in files["/etc/systemd/system/edgewright-pods.service"]
    # What lets nodes look at each other is given to the cluster once, by a server.
    assert ("/etc/edgewright/pod-routes.yaml" in files) is (node.role == "server")


def test_a_pod_network_that_is_too_small_is_refused() -> None:
    with pytest.raises(KubernetesInstallFailed, match="too small for 3 nodes"):
        node_files(dataclasses.replace(WORKER, pod_cidr="10.244.0.0/23"))


def test_a_proxy_spares_the_cluster_itself() -> None:
    proxy = Proxy.model_validate(
        {"http": "http://10.0.0.1:3128", "https": None, "noProxy": "shop.local"}
    )
    node = settings(proxy=proxy, nodes=2, peers={"node-2": "10.92.0.11"})
    unit = node_files(node)["/etc/systemd/system/containerd.service.d/proxy.conf"]
    [exempt] = [line for line in unit.splitlines() if "NO_PROXY" in line]
    own = ("10.91.0.10", "10.92.0.11", "10.244.0.0/16", "10.96.0.0/16", "shop.local", ".svc")
    assert all(network in exempt for network in own)


def test_a_bundle_without_a_pause_image_is_refused() -> None:
    with pytest.raises(KubernetesInstallFailed, match="pause"):
        node_files(settings(images=IMAGES[:2]))


def test_mirrors_are_asked_in_their_order_and_trusted_by_the_private_authority() -> None:
    urls = ("https://one.shop.local:5000", "http://two.shop.local")
    registries = Registries({"docker.io": urls}, "-----BEGIN CERTIFICATE-----\n")
    files = node_files(settings(registries=registries))
    document = tomllib.loads(files[f"{CERTS}/docker.io/hosts.toml"])
    assert list(document["host"]) == list(urls)
    for host in document["host"].values():
        assert host["capabilities"] == ["pull", "resolve"]
        assert files[host["ca"]] == registries.certificate_authority


def test_a_mirror_of_everything_has_containerds_own_name_for_it() -> None:
    registries = Registries({"*": ("https://one.shop.local",)})
    files = node_files(settings(registries=registries))
    [path] = [path for path in files if path.startswith(CERTS)]
    assert path == f"{CERTS}/_default/hosts.toml"
    assert "ca =" not in files[path]


def test_containerd_looks_for_registries_where_they_are_written() -> None:
    files = node_files(settings())
    assert not [path for path in files if path.startswith(CERTS)]
    config = tomllib.loads(files["/etc/containerd/config.toml"])
    assert config["plugins"]["io.containerd.grpc.v1.cri"]["registry"]["config_path"] == CERTS
