"""The files of a node: golden files, the network of pods, registries."""

from __future__ import annotations

import subprocess
import tomllib
from pathlib import Path

import pytest

from installer.config.model import Proxy
from installer.distributions.base import NodeSettings, Registries
from installer.distributions.kubeadm_files import POD_NETWORK_SCRIPT, node_files, pod_slice
from installer.errors import KubernetesInstallFailed
from tests.unit.distributions.kubeadm_cases import FURTHER_SERVER, IMAGES, WORKER, settings

GOLDEN = Path(__file__).parents[2] / "golden" / "kubeadm"
CASES: dict[str, NodeSettings] = {
    "node-files": settings(),
    "node-files-of-three": WORKER,
}
CERTS = "/etc/containerd/certs.d"


@pytest.mark.parametrize("name", CASES)
def test_node_files_are_as_recorded(name: str) -> None:
    files = node_files(CASES[name])
    text = "".join(f"=== {path}\n{content}" for path, content in files.items())
    assert text == (GOLDEN / f"{name}.txt").read_text()


def test_every_golden_file_has_its_case() -> None:
    assert {path.stem for path in GOLDEN.glob("*.txt")} == set(CASES)


@pytest.mark.parametrize("node", [WORKER, FURTHER_SERVER], ids=lambda node: node.node)
def test_a_node_reaches_the_pods_of_each_other_node_by_its_address(node: NodeSettings) -> None:
    lines = node_files(node)[POD_NETWORK_SCRIPT].splitlines()
    routes = {tuple(line.split()[3::2]) for line in lines if line.startswith("ip route")}
    others = [index for index in range(3) if index != node.index]
    assert routes == {(f"10.244.{index}.0/24", f"10.92.0.{10 + index}") for index in others}


def test_the_pod_network_is_set_up_once_however_often_its_script_runs(tmp_path: Path) -> None:
    _tool(tmp_path / "ip", 'echo "$@" >>"$0.log"')
    _tool(tmp_path / "iptables", 'echo "$@" >>"$0.log"; [ "$4" = -A ] || [ -e "$0.there" ]')
    assert _run_pod_network(tmp_path) == 0
    (tmp_path / "iptables.there").touch()
    assert _run_pod_network(tmp_path) == 0
    rules = (tmp_path / "iptables.log").read_text().splitlines()
    assert [rule.split()[3] for rule in rules] == ["-C", "-A", "-C"]
    routes = (tmp_path / "ip.log").read_text().splitlines()
    assert len(routes) == 4
    assert all(route.startswith("route replace ") for route in routes)


def test_a_route_that_cannot_be_set_yet_fails_so_that_it_is_tried_again(tmp_path: Path) -> None:
    _tool(tmp_path / "ip", "exit 2")
    _tool(tmp_path / "iptables", "exit 0")
    assert _run_pod_network(tmp_path) == 2
    unit = node_files(WORKER)["/etc/systemd/system/edgewright-pods.service"]
    assert "Restart=on-failure" in unit
    assert POD_NETWORK_SCRIPT in unit


def _tool(path: Path, script: str) -> None:
    path.write_text(f"#!/bin/sh\n{script}\n")
    path.chmod(0o755)


def _run_pod_network(folder: Path) -> int:
    """Run the script of a node with tools of the test, as its unit runs it."""
    script = folder / "pod-network.sh"
    script.write_text(node_files(WORKER)[POD_NETWORK_SCRIPT])
    argv = ["/bin/sh", "-eu", str(script)]
    return subprocess.run(argv, check=False, env={"PATH": str(folder)}).returncode


@pytest.mark.parametrize(
    ("network", "index", "expected"),
    [
        ("10.244.0.0/16", 0, "10.244.0.0/24"),
        ("10.244.0.0/16", 14, "10.244.14.0/24"),
        ("10.243.255.0/24", 0, "10.243.255.0/24"),
    ],
)
def test_each_node_has_its_part_of_the_pod_network(network: str, index: int, expected: str) -> None:
    assert pod_slice(network, index) == expected


def test_a_pod_network_that_is_too_small_is_refused() -> None:
    with pytest.raises(KubernetesInstallFailed, match="too small for 2 nodes"):
        pod_slice("10.244.0.0/24", 1)


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
