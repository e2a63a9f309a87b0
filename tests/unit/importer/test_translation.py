"""The cluster file that an imported file becomes, and what is said about the rest."""

from __future__ import annotations

import copy
from ipaddress import IPv4Network
from typing import Any

import pytest

from installer.config.load import parse_config
from installer.importer.notes import KNOWN
from installer.importer.reading import Imported, read_bytes
from installer.importer.translation import REFUSED, translate
from installer.units import GIB, MIB, Size
from tests.unit.importer.cases import CASES, changed, content, read, sample

# Errors of these are rules of the old product only.
HARMLESS = {
    "23-preview-1.1-single",
    "25-preview-aide-all-in-one",
    "49-overlapping-addresses",
    "52-range-size-4096-no-user",
    "55-log-partition-limits",
    "59-kms-on-scalable",
    "73-subnet-overlaps-pods",
    "74-address-prefix-not-network",
}


@pytest.mark.parametrize("name", sorted(CASES))
def test_a_cluster_file_is_made_when_it_can_be_deployed(name: str) -> None:
    case, imported = CASES[name], read_bytes(content(CASES[name]))
    translation = translate(imported)
    has_node = any(node["os"] == "linux" for node in imported.values.get("nodes", []))
    starts = imported.values.get("role") == "init"
    sound = case["expect"]["deployable"] or name in HARMLESS
    assert (translation.cluster is not None) == (has_node and starts and sound)
    assert bool(translation.reasons) == (translation.cluster is None)
    if translation.cluster is not None:
        text = translation.to_yaml("aksedge-config.json")
        assert parse_config(text, "cluster.yaml") == translation.cluster


@pytest.mark.parametrize("name", sorted(CASES))
def test_no_value_is_dropped_without_a_word(name: str) -> None:
    values = read_bytes(content(CASES[name])).values
    nodes = values.get("nodes", [])
    assert {key for group in (values, *nodes) for key in group} <= KNOWN


def test_sizes_networks_and_proxy_are_kept() -> None:
    document = sample("11-single-vmextension-8cpu")
    document["Arc"] = {"ClusterName": "Hall 3"}
    document["Network"] |= {
        "Ip4AddressPrefix": "192.168.7.0/24",
        "DnsServers": ["192.168.1.1"],
        "Proxy": {"Http": "http://proxy:3128", "No": "localhost, .svc;10.0.0.0/8"},
    }
    cluster = translate(read(document)).cluster
    assert cluster is not None
    [node], network = cluster.spec.nodes, cluster.spec.network
    assert (cluster.name, node.name) == ("hall-3", "hall-3-node")
    assert (node.cpus, node.memory, node.data_disk) == (8, Size(8192 * MIB), Size(30 * GIB))
    assert network.subnet == IPv4Network("192.168.7.0/24")
    assert [str(server) for server in network.dns] == ["192.168.1.1"]
    assert network.proxy is not None
    assert (network.proxy.http, network.proxy.no_proxy) == (
        "http://proxy:3128",
        "localhost,.svc,10.0.0.0/8",
    )


@pytest.mark.parametrize(
    ("name", "words"),
    [
        (
            "01-single-default-1.16",
            "kept: K3s",
        ),
        ("08-single-k8s-windows-node", "kept: upstream Kubernetes (K8s)"),
        ("08-single-k8s-windows-node", "a further node, Windows: cpu 2, memory_mb 4096"),
        ("14-scalable-k3s-first", "kept: the nodes stand in your network 172.20.1.0/24"),
        ("14-scalable-k3s-first", "behind the adapter Ethernet; on Linux"),
        ("14-scalable-k3s-first", "kept: the fixed addresses 172.20.1.11"),
        ("14-scalable-k3s-first", "address of the control plane 172.20.1.21"),
        ("16-join-k3s-worker", "external switch on the adapter Ethernet"),
        ("14-scalable-k3s-first", "the password of the Azure account was found and left out"),
        ("16-join-k3s-worker", "the token to join the cluster was found and left out"),
        ("16-join-k3s-worker", f"{REFUSED}: Join"),
        ("31-aide-aio-placeholders", f"{REFUSED}: AksEdgeConfigFile"),
        ("53-memory-odd-and-small", f"{REFUSED}: Machines[0].LinuxNode.CpuCount"),
        ("55-log-partition-limits", "size of the log partition in GB 20"),
        ("56-secondary-nic-no-gateway", "kept: the further network 192.168.175.0/24 behind the"),
        ("58-gpu-paravirtual", "graphics card: name NVIDIA RTX A2000"),
        ("59-kms-on-scalable", "changed: secrets are encrypted by Kubernetes itself"),
        ("61-offline-volume-licence", "the installation needs no internet"),
        ("68-truncated", "nothing could be imported"),
        ("73-subnet-overlaps-pods", "Network.Ip4AddressPrefix breaks a rule of the old product"),
    ],
)
def test_the_notes_say_what_became_of_it(name: str, words: str) -> None:
    notes = translate(read_bytes(content(CASES[name]))).notes
    assert any(words in note for note in notes), notes


def add_machine(document: dict[str, Any], **node: object) -> None:
    machine = copy.deepcopy(document["Machines"][0])
    machine["LinuxNode"] |= {"CpuCount": 4} | node
    document["Machines"].append(machine)


def several(*nodes: dict[str, object]) -> Imported:
    document = sample("14-scalable-k3s-first")
    for number, node in enumerate(nodes):
        add_machine(document, Ip4Address=f"172.20.1.{20 + number}", **node)
    return read(document)


def test_the_nodes_of_several_machines_become_nodes_of_one_pc() -> None:
    translation = translate(several({"ControlPlane": False, "MacAddress": "00-15-5D-00-00-01"}))
    assert translation.cluster is not None, translation.reasons
    spec = translation.cluster.spec
    first, second = spec.nodes
    assert (first.role, second.role, second.mac) == ("server", "worker", "00:15:5d:00:00:01")
    assert second.name == f"{first.name}-2"
    assert spec.network.lan is None
    assert [str(node.address) for node in spec.nodes] == ["172.20.1.11", "172.20.1.20"]
    assert any("2 nodes on PCs of their own" in note for note in translation.notes)
    assert any(f"a worker ({second.name})" in note for note in translation.notes)


def test_control_planes_come_first() -> None:
    translation = translate(
        several({"CpuCount": 2}, {"ControlPlane": True}, {"ControlPlane": True, "CpuCount": 2})
    )
    assert translation.cluster is not None, translation.reasons
    roles = [node.role for node in translation.cluster.spec.nodes]
    assert roles == ["server", "server", "server", "worker"]


def test_nodes_that_do_not_fit_on_one_pc_are_a_reason() -> None:
    translation = translate(several({"CpuCount": 16}))
    assert translation.cluster is None
    assert [reason.path for reason in translation.reasons] == ["spec.nodes"]


def test_without_a_control_plane_the_first_node_becomes_it() -> None:
    imported = changed(
        lambda d: d["Machines"][0]["LinuxNode"].update(ControlPlane=False),
        "14-scalable-k3s-first",
    )
    translation = translate(imported)
    assert translation.cluster is not None, translation.reasons
    assert translation.cluster.spec.nodes[0].role == "server"
    assert any("the first node becomes the control plane" in note for note in translation.notes)


def test_the_place_in_azure_is_kept_without_its_secret() -> None:
    imported = several()
    translation = translate(imported)
    assert translation.cluster is not None
    arc = translation.cluster.spec.arc
    assert arc is not None
    assert (arc.resource_group, arc.region) == (
        imported.values["arc.resource_group"],
        imported.values["arc.location"],
    )
    assert not any("no counterpart in this version: Arc region" in n for n in translation.notes)


def test_half_a_place_in_azure_is_told_and_left_out() -> None:
    imported = changed(lambda d: d["Arc"].update(TenantId=""), "14-scalable-k3s-first")
    translation = translate(imported)
    assert translation.cluster is not None
    assert translation.cluster.spec.arc is None
    assert any("no counterpart in this version: Arc region" in note for note in translation.notes)


def test_k3s_keeps_its_networks_and_the_encryption_of_secrets() -> None:
    imported = changed(
        lambda d: d["Init"].update(KmsPlugin={"Enable": True}), "01-single-default-1.16"
    )
    cluster = translate(imported).cluster
    assert cluster is not None
    network = cluster.spec.network
    assert (cluster.spec.distribution, cluster.spec.secret_encryption) == ("k3s", True)
    assert (str(network.pod_cidr), str(network.service_cidr)) == ("10.42.0.0/16", "10.43.0.0/16")


def test_a_network_that_cannot_be_used_is_replaced_and_told() -> None:
    imported = changed(
        lambda d: d["Network"].update(Ip4AddressPrefix="10.244.0.0/24"), "01-single-default-1.16"
    )
    cluster = translate(imported).cluster
    assert cluster is not None
    assert cluster.spec.network.subnet == IPv4Network("10.244.0.0/24")
    assert not cluster.spec.network.pod_cidr.overlaps(cluster.spec.network.subnet)
    public = changed(
        lambda d: d["Network"].update(Ip4AddressPrefix="203.0.113.0/24"), "01-single-default-1.16"
    )
    assert any("203.0.113.0/24 cannot be" in note for note in translate(public).notes)


def test_what_our_own_rules_refuse_is_a_reason() -> None:
    imported = changed(
        lambda d: d["Network"].update(DnsServers=["127.0.0.1"]), "01-single-default-1.16"
    )
    translation = translate(imported)
    assert translation.cluster is None
    assert [reason.path for reason in translation.reasons] == ["spec.network.dns[0]"]


def test_notes_cannot_break_out_of_their_comment() -> None:
    imported = changed(
        lambda d: name_adapter(d, "x\nkind: Evil\u2028\x1b[31m"), "14-scalable-k3s-first"
    )
    translation = translate(imported)
    text = translation.to_yaml("a\nb.json")
    assert parse_config(text, "cluster.yaml") == translation.cluster
    assert "\x1b" not in text


def name_adapter(document: dict[str, list[dict[str, dict[str, str]]]], name: str) -> None:
    document["Machines"][0]["NetworkConnection"]["AdapterName"] = name
