"""A second node for real: it joins over the network between two virtual machines, and runs a pod.

The name service runs in the first node, so a pod of the second one that finds the API server by
its name has reached a pod of another node, and a service.  There is no way out of the nodes.
"""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
import yaml
from kubernetes import client, config

from tests.e2e.probe_pod import NAME, PROOF, run_probe_pod
from tests.e2e.product import Product, step_began
from tests.e2e.traces import take_traces

CLUSTER = "shop-3"
LAN = "192.168.231.0/24"
SECRET = "canary-of-the-secret"
PLAIN = "canary-in-plain-text"
# Looks for both in what etcd has written; the second proves that the first would be found.
SEARCH = f"""for word in {SECRET} {PLAIN}; do
    sudo grep -rqa "$word" /var/lib/etcd/member && echo "$word"
done; true"""

pytestmark = [pytest.mark.real, pytest.mark.timeout(3000)]


def _cluster_file(product: Product, folder: Path) -> tuple[Path, tuple[int, ...]]:
    """A cluster file as the product proposes it, with a worker beside its server."""
    path = folder / "cluster.yaml"
    product.run("new", "--name", CLUSTER, "-o", str(path))
    document = yaml.safe_load(path.read_text())
    spec = document["spec"]
    first = spec["nodes"][0] | {"name": "till-1", "cpus": 2, "memory": "3Gi", "dataDisk": "10Gi"}
    worker = first | {"name": "till-2", "role": "worker", "memory": "2Gi"}
    worker |= {"labels": {"shop.example/till": "2"}, "mac": "52:54:00:5e:00:02"}
    spec["nodes"] = [first, worker]
    spec["network"] |= {"lan": LAN, "outbound": "deny"}
    spec["secretEncryption"] = True
    # JSON is YAML without references, which such a file may not have.
    path.write_text(json.dumps(document))
    ssh, api = (spec["network"][key] for key in ("sshPort", "apiPort"))
    return path, (ssh, ssh + 1, api)


def test_a_worker_joins_over_the_network_between_nodes_and_runs_a_pod(
    product: Product, tmp_path: Path, bundle: Path
) -> None:
    cluster, ports = _cluster_file(product, tmp_path)
    before = take_traces(product.state, ports)
    process, _ = product.follow(
        *("apply", "-f", str(cluster), "--bundle", str(bundle), "--yes"),
        until=step_began("join-node", seen_progress=4),
    )
    product.kill(process)
    print("killed in join-node")
    process, _ = product.follow("resume", CLUSTER)
    product.finish(process, expect=0)
    [status] = product.json("status", CLUSTER)
    assert status["ready"], status["missing"]

    kubeconfig = tmp_path / "kubeconfig"
    kubeconfig.write_text(product.run("kubeconfig", CLUSTER, "--print"))
    assert PROOF in run_probe_pod(kubeconfig, limit=900, node="till-2")
    with config.new_client_from_config(str(kubeconfig)) as api:
        core: Any = client.CoreV1Api(api)
        _nodes_are_as_asked_for(core)
        _pod_has_an_address_of_its_node(core)
        _secrets_are_encrypted(core, product)
    _no_ticket_is_left(product)

    product.run("destroy", CLUSTER, "--yes")
    assert take_traces(product.state, ports) == before


def _nodes_are_as_asked_for(core: Any) -> None:
    nodes = {node.metadata.name: node for node in core.list_node().items}
    addresses = {
        name: [a.address for a in node.status.addresses if a.type == "InternalIP"]
        for name, node in nodes.items()
    }
    assert addresses == {"till-1": ["192.168.231.10"], "till-2": ["192.168.231.11"]}
    assert nodes["till-2"].metadata.labels["shop.example/till"] == "2"
    taints = {name: [t.key for t in node.spec.taints or ()] for name, node in nodes.items()}
    assert taints == {"till-1": ["node-role.kubernetes.io/control-plane"], "till-2": []}


def _pod_has_an_address_of_its_node(core: Any) -> None:
    pod, node = core.read_namespaced_pod(NAME, "default"), core.read_node("till-2")
    assert pod.spec.node_name == "till-2"
    assert pod.status.pod_ip.rpartition(".")[0] == node.spec.pod_cidr.rpartition(".")[0]


def _secrets_are_encrypted(core: Any, product: Product) -> None:
    metadata = {"name": "canary"}
    core.create_namespaced_secret("default", {"metadata": metadata, "stringData": {"a": SECRET}})
    core.create_namespaced_config_map("default", {"metadata": metadata, "data": {"a": PLAIN}})
    assert product.run("ssh", "--node", "till-1", CLUSTER, "--", SEARCH).split() == [PLAIN]
    secret = core.read_namespaced_secret("canary", "default")
    assert list(secret.data) == ["a"]


def _no_ticket_is_left(product: Product) -> None:
    listing = product.run("ssh", "--node", "till-2", CLUSTER, "--", "ls -A /etc/edgewright")
    assert "kubernetes-installed" in listing
    assert "join" not in listing
    for file in product.state.rglob("*"):
        if file.is_file() and file.suffix in (".jsonl", ".log"):
            assert "certificateKey" not in file.read_text(errors="replace")
