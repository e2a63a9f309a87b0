"""A worker of another PC for real: it joins by a join file, over a bridge that stands for the LAN.

Two state folders take the places of two PCs; nothing but the bridge is between them.  The name
service runs in the first node, so a pod of the worker that finds the API server by its name has
reached a pod of the other PC, and a service.
"""

from __future__ import annotations

import json
import os
import subprocess
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest
import yaml
from kubernetes import client, config

from tests.e2e.probe_pod import NAME, PROOF, run_probe_pod
from tests.e2e.product import Product, step_began
from tests.e2e.traces import Traces, take_traces
from tests.helpers.long import LONG

CLUSTER = "shop-4"
BRIDGE = "ewjoin0"
SUBNET, ROUTER = "192.168.232.0/24", "192.168.232.1"
SERVER, WORKER = "192.168.232.20", "192.168.232.21"
PASSPHRASE = "canary of four words"

pytestmark = [
    pytest.mark.real,
    pytest.mark.timeout(3600),
    pytest.mark.skipif(os.geteuid() != 0, reason="only root can make a bridge"),
    # Two more installations: with them the whole run would take an hour from nothing.
    pytest.mark.skipif(not LONG, reason="only with --long"),
]


@pytest.fixture
def bridge() -> Iterator[None]:
    """The network of both PCs; nothing in it leads anywhere else."""
    _ip("link", "add", BRIDGE, "type", "bridge")
    try:
        _ip("address", "add", f"{ROUTER}/24", "dev", BRIDGE)
        _ip("link", "set", BRIDGE, "up")
        yield
    finally:
        _ip("link", "delete", BRIDGE)


def _ip(*words: str) -> None:
    subprocess.run(("ip", *words), check=True)


@dataclass(frozen=True)
class Pc:
    """One of the two PCs: its product, its cluster file, its ports, what was there before."""

    product: Product
    cluster: Path
    ports: tuple[int, ...]
    before: Traces

    def apply(self, bundle: Path, *words: str) -> tuple[str, ...]:
        """The words of the installation."""
        return ("apply", "-f", str(self.cluster), "--bundle", str(bundle), "--yes", *words)

    def destroy(self) -> str:
        """Remove everything; nothing of it may be left."""
        said = self.product.run("destroy", CLUSTER, "--yes", "--progress", "plain")
        assert take_traces(self.product.state, self.ports) == self.before
        return said


def _pc(product: Product, path: Path, node: dict[str, Any]) -> Pc:
    """A PC with the cluster file that the product has proposed, and nodes as small as can be."""
    document = yaml.safe_load(path.read_text())
    spec = document["spec"]
    sizes = {"cpus": 2, "memory": "2Gi", "dataDisk": "10Gi"}
    spec["nodes"] = [spec["nodes"][0] | sizes | node]
    external = {"adapter": BRIDGE, "subnet": SUBNET, "gateway": ROUTER}
    spec["network"] |= {"external": external, "outbound": "allow"}
    # JSON is YAML without references, which such a file may not have.
    path.write_text(json.dumps(document))
    ports = tuple(spec["network"][key] for key in ("sshPort", "apiPort"))
    return Pc(product, path, ports, take_traces(product.state, ports))


@pytest.fixture
def one(tmp_path: Path, bridge: None) -> Iterator[Product]:
    product = Product(tmp_path / "one")
    yield product
    product.clean_up()


@pytest.fixture
def two(tmp_path: Path, bridge: None) -> Iterator[Product]:
    product = Product(tmp_path / "two")
    yield product
    product.clean_up()


def _begun(product: Product, folder: Path, bundle: Path) -> Pc:
    """The PC that begins the cluster, with its server ready."""
    path = folder / "one.yaml"
    product.run("new", "--name", CLUSTER, "-o", str(path))
    pc = _pc(product, path, {"name": "till-1", "memory": "3Gi", "address": SERVER})
    process, _ = product.follow(*pc.apply(bundle))
    product.finish(process, expect=0)
    return pc


def test_a_worker_of_another_pc_joins_by_a_file_and_runs_a_pod(
    one: Product, two: Product, tmp_path: Path, bundle: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("EDGEWRIGHT_JOIN_PASSPHRASE", PASSPHRASE)
    first = _begun(one, tmp_path, bundle)
    file, revoked = tmp_path / "till-2.join", tmp_path / "revoked.join"
    for path in (file, revoked):
        one.run("join-file", CLUSTER, "--role", "worker", "-o", str(path))
    ids = [entry["ident"] for entry in one.json("join-file", CLUSTER, "--list")]
    one.run("join-file", CLUSTER, "--revoke", ids[1])

    two.run("new", "--join", str(file), "-o", str(tmp_path / "two.yaml"))
    second = _pc(two, tmp_path / "two.yaml", {"name": "till-2", "address": WORKER})
    _a_revoked_file_lets_nobody_in(second, bundle, revoked, file)
    # The passphrase is needed no more: the ticket waits on the PC until the node has joined.
    monkeypatch.delenv("EDGEWRIGHT_JOIN_PASSPHRASE")
    process, _ = two.follow("resume", CLUSTER)
    two.finish(process, expect=0)
    [status] = two.json("status", CLUSTER)
    assert status["ready"], status["missing"]
    _no_ticket_is_left(two)

    kubeconfig = tmp_path / "kubeconfig"
    kubeconfig.write_text(one.run("kubeconfig", CLUSTER, "--print"))
    assert PROOF in run_probe_pod(kubeconfig, limit=900, node="till-2")
    with config.new_client_from_config(str(kubeconfig)) as api:
        _node_and_pod_have_addresses_of_their_own(client.CoreV1Api(api))

    states = {e["ident"]: e["state"] for e in one.json("join-file", CLUSTER, "--list")}
    assert states == {ids[0]: "valid", ids[1]: "revoked"}
    assert f"forget-node {CLUSTER} till-2" in second.destroy()
    first.destroy()


def _a_revoked_file_lets_nobody_in(two: Pc, bundle: Path, revoked: Path, good: Path) -> None:
    """The whole node stands when it is refused; a good file then takes it from there."""
    process, _ = two.product.follow(*two.apply(bundle, "--join", str(revoked)))
    said = two.product.finish(process, expect=1)
    assert "does not know the ticket" in said
    process, _ = two.product.follow(
        *("resume", CLUSTER, "--join", str(good)), until=step_began("join-node", seen_progress=3)
    )
    two.product.kill(process)
    print("killed in join-node")


def _no_ticket_is_left(two: Product) -> None:
    assert not list(two.state.rglob("join-ticket"))
    listing = two.run("ssh", CLUSTER, "--", "ls -A /etc/edgewright")
    assert "kubernetes-installed" in listing
    assert "join" not in listing
    for file in two.state.rglob("*"):
        if file.is_file() and file.suffix in (".jsonl", ".log"):
            assert PASSPHRASE not in file.read_text(errors="replace")


def _node_and_pod_have_addresses_of_their_own(core: Any) -> None:
    addresses = {
        node.metadata.name: [a.address for a in node.status.addresses if a.type == "InternalIP"]
        for node in core.list_node().items
    }
    assert addresses == {"till-1": [SERVER], "till-2": [WORKER]}
    parts = {node.metadata.name: node.spec.pod_cidr for node in core.list_node().items}
    pod = core.read_namespaced_pod(NAME, "default")
    assert pod.spec.node_name == "till-2"
    assert pod.status.pod_ip.rpartition(".")[0] == parts["till-2"].rpartition(".")[0]
