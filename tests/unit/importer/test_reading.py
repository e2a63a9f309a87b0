"""What a file means, rule by rule, beyond the recorded ones."""

from __future__ import annotations

import json
from collections.abc import Callable
from typing import Any

import pytest

from tests.unit.importer.cases import changed, problems, read, sample

Change = Callable[[dict[str, Any]], object]
SINGLE, SCALABLE, JOIN = (
    "11-single-vmextension-8cpu",
    "14-scalable-k3s-first",
    "17-join-k8s-worker",
)
LINUX = "Machines[0].LinuxNode"


def linux(document: dict[str, Any]) -> dict[str, Any]:
    node: dict[str, Any] = document["Machines"][0]["LinuxNode"]
    return node


@pytest.mark.parametrize(
    ("name", "change", "problem"),
    [
        # Values in another form than documented.
        (SINGLE, lambda d: linux(d).update(CpuCount="4"), (f"{LINUX}.CpuCount", "warning")),
        (SINGLE, lambda d: linux(d).update(CpuCount=4.0), (f"{LINUX}.CpuCount", "warning")),
        (SINGLE, lambda d: linux(d).update(CpuCount=True), (f"{LINUX}.CpuCount", "error")),
        (SINGLE, lambda d: d["User"].update(AcceptEula="true"), ("User.AcceptEula", "warning")),
        (SINGLE, lambda d: d["User"].update(AcceptEula="yes"), ("User.AcceptEula", "error")),
        (SINGLE, lambda d: d.update(SchemaVersion=1.9), ("SchemaVersion", "warning")),
        (SINGLE, lambda d: d.update(SchemaVersion="1.0.230221.1200"), ("SchemaVersion", "warning")),
        (SINGLE, lambda d: d.pop("SchemaVersion"), ("SchemaVersion", "warning")),
        (SINGLE, lambda d: d.update(User=[d["User"]]), ("User", "warning")),
        (SINGLE, lambda d: d.update(User=[]), ("User", "error")),
        (SINGLE, lambda d: d.update(User="System.Object[]"), ("User", "error")),
        (SINGLE, lambda d: linux(d).update(MemoryInMB="x" * 99), (f"{LINUX}.MemoryInMB", "error")),
        # Names that are unknown or have no effect.
        (
            SINGLE,
            lambda d: d["Network"].update(ip4AddressPrefixLength=24),
            ("Network.ip4AddressPrefixLength", "warning"),
        ),
        (SINGLE, lambda d: d.update(AioDeploy=True), ("AioDeploy", "info")),
        (SINGLE, lambda d: linux(d).update(Ip4Address="1.2.3.4"), (f"{LINUX}.Ip4Address", "info")),
        (
            SINGLE,
            lambda d: d["Network"].update(SkipDnsCheck=True),
            ("Network.SkipDnsCheck", "info"),
        ),
        # What is missing.
        (SINGLE, lambda d: d.pop("Machines"), ("Machines", "error")),
        (SINGLE, lambda d: d.update(Machines=[]), ("Machines", "error")),
        (SINGLE, lambda d: d.update(Machines=[{}]), ("Machines[0]", "error")),
        (SINGLE, lambda d: d.pop("User"), ("User.AcceptEula", "error")),
        (SINGLE, lambda d: d.pop("DeploymentType"), ("DeploymentType", "warning")),
        (SINGLE, lambda d: d["Network"].pop("NetworkPlugin"), ("Network.NetworkPlugin", "warning")),
        (
            SCALABLE,
            lambda d: d["Network"].pop("ControlPlaneEndpointIp"),
            ("Network.ControlPlaneEndpointIp", "error"),
        ),
        (SCALABLE, lambda d: linux(d).pop("Ip4Address"), (f"{LINUX}.Ip4Address", "error")),
        (
            SCALABLE,
            lambda d: d["Machines"][0].pop("NetworkConnection"),
            ("Machines[0].NetworkConnection.AdapterName", "error"),
        ),
        (SCALABLE, lambda d: d["Arc"].update(Location=None), ("Arc", "warning")),
        (JOIN, lambda d: d["Join"].pop("ClusterJoinToken"), ("Join.ClusterJoinToken", "error")),
        (
            JOIN,
            lambda d: d["Join"].pop("DiscoveryTokenHash"),
            ("Join.DiscoveryTokenHash", "warning"),
        ),
        (
            JOIN,
            lambda d: d["Join"].update(CertificateKey="0" * 64),
            ("Join.CertificateKey", "warning"),
        ),
        # Unfilled templates: what is needed is an error, the rest is not set.
        (
            SCALABLE,
            lambda d: d["Network"].update(Ip4GatewayAddress="Ip4GatewayAddress-null"),
            ("Network.Ip4GatewayAddress", "error"),
        ),
        (
            SCALABLE,
            lambda d: d["Network"].update(DnsServers=["DnsServer-null"]),
            ("Network.DnsServers[0]", "warning"),
        ),
        # Limits.
        (SINGLE, lambda d: linux(d).update(CpuCount=17), (f"{LINUX}.CpuCount", "error")),
        (SINGLE, lambda d: linux(d).update(DataSizeInGB=0), (f"{LINUX}.DataSizeInGB", "error")),
        (SINGLE, lambda d: linux(d).update(LogSizeInGB=0), (f"{LINUX}.LogSizeInGB", "error")),
        (
            SINGLE,
            lambda d: d["Machines"][0].update(WindowsNode={"CpuCount": 9, "MemoryInMB": 4096}),
            ("Machines[0]", "error"),
        ),
        (SINGLE, lambda d: d["Machines"].append(d["Machines"][0]), ("Machines", "error")),
        (
            SINGLE,
            lambda d: d["Init"].update(ServiceIPRangeSize=-1),
            ("Init.ServiceIPRangeSize", "error"),
        ),
        (SINGLE, lambda d: d.update(DeploymentType="CapiCluster"), ("DeploymentType", "error")),
        (
            SINGLE,
            lambda d: linux(d).update(MemoryHugePages={"Size": 2048, "count": 9999}),
            (f"{LINUX}.MemoryHugePages.count", "error"),
        ),
        (
            SINGLE,
            lambda d: linux(d).update(TpmPassthrough=True),
            (f"{LINUX}.TpmPassthrough", "warning"),
        ),
        (
            SINGLE,
            lambda d: linux(d).update(MacAddress="00-15-5D"),
            (f"{LINUX}.MacAddress", "error"),
        ),
        # Addresses that do not fit together.
        (
            SCALABLE,
            lambda d: d["Network"].update(ControlPlaneEndpointIp="172.20.2.21"),
            ("Network.ControlPlaneEndpointIp", "error"),
        ),
        (
            SCALABLE,
            lambda d: d["Init"].update(ServiceIPRangeStart="172.20.1.250"),
            ("Init.ServiceIPRangeStart", "error"),
        ),
        (
            SCALABLE,
            lambda d: linux(d).update(Ip4Address="172.20.1.1"),
            (f"{LINUX}.Ip4Address", "error"),
        ),
        (
            SCALABLE,
            lambda d: linux(d).update(Ip4Address="172.20.1.255"),
            (f"{LINUX}.Ip4Address", "error"),
        ),
        (
            SCALABLE,
            lambda d: d["Network"].update(Ip4PrefixLength=0),
            ("Network.Ip4PrefixLength", "error"),
        ),
        (
            SINGLE,
            lambda d: d["Network"].update(Ip4AddressPrefix="192.168.1.0"),
            ("Network.Ip4AddressPrefix", "error"),
        ),
        (
            SINGLE,
            lambda d: linux(d).update(
                SecondaryNetworks=[
                    {
                        "VMSwitchName": "a",
                        "Ip4Address": "10.0.0.9",
                        "Ip4PrefixLength": 24,
                        "Ip4GatewayAddress": "10.0.1.1",
                    }
                ]
            ),
            (f"{LINUX}.SecondaryNetworks[0].Ip4GatewayAddress", "error"),
        ),
        (
            SCALABLE,
            lambda d: d["Init"].update(ServiceIPRangeStart="255.255.255.254"),
            ("Init.ServiceIPRangeStart", "error"),
        ),
        (
            SINGLE,
            lambda d: d["Network"].update(DnsServers={"a": 1}),
            ("Network.DnsServers", "error"),
        ),
        (
            SINGLE,
            lambda d: d["Network"].update(DnsServers=["1.2.3"]),
            ("Network.DnsServers[0]", "error"),
        ),
        (
            SINGLE,
            lambda d: d["Network"].update(DnsServers="dns.example, 1.1.1.1"),
            ("Network.DnsServers", "error"),
        ),
        (
            SINGLE,
            lambda d: linux(d).update(SecondaryNetworks={"Ip4Address": "10.0.0.9"}),
            (f"{LINUX}.SecondaryNetworks.Ip4PrefixLength", "error"),
        ),
        (
            SINGLE,
            lambda d: linux(d).update(SecondaryNetworks=[{"Ip4PrefixLength": 24}]),
            (f"{LINUX}.SecondaryNetworks[0].Ip4Address", "error"),
        ),
        (
            SINGLE,
            lambda d: linux(d).update(SecondaryNetworks=[{"Ip4PrefixLength": 32}]),
            (f"{LINUX}.SecondaryNetworks[0].Ip4PrefixLength", "error"),
        ),
        # Distribution and plug-in.
        (
            SINGLE,
            lambda d: d["Network"].update(NetworkPlugin="cilium"),
            ("Network.NetworkPlugin", "error"),
        ),
    ],
)
def test_a_deviation_is_found_at_its_place(
    name: str, change: Change, problem: tuple[str, str]
) -> None:
    before, after = read(sample(name)), changed(change, name)
    assert problem not in problems(before)
    assert problem in problems(after)
    assert after.accepted
    assert after.deployable is ("error" not in {weight for _, weight in problems(after)})


def test_a_second_node_may_not_have_the_address_of_the_first() -> None:
    document = sample()
    second = json.loads(json.dumps(document["Machines"][0]))
    document["Machines"].append(second)
    assert ("Machines[1].LinuxNode.Ip4Address", "error") in problems(read(document))


def test_a_preview_range_is_converted_to_start_and_size() -> None:
    document = sample("23-preview-1.1-single")
    document["DeployOptions"]["SingleMachineCluster"] = False
    document["Network"]["VSwitch"]["AdapterName"] = "Ethernet"
    values = read(document).values
    assert (values["services.start"], values["services.size"]) == ("192.168.1.151", 20)
    assert (values["network.vip"], values["network.adapter"]) == ("192.168.1.191", "Ethernet")
    assert values["nodes"][0]["ip"] == "192.168.1.171"


def test_a_preview_node_that_nobody_asks_for_is_left_out() -> None:
    document = sample("23-preview-1.1-single")
    document["WindowsVm"] = {"CpuCount": 2, "MemoryInMB": 4096}
    imported = read(document)
    assert [node["os"] for node in imported.values["nodes"]] == ["linux"]
    assert ("WindowsVm", "info") in problems(imported)
    document["DeployOptions"]["NodeType"] = "LinuxAndWindows"
    assert [node["os"] for node in read(document).values["nodes"]] == ["linux", "windows"]


@pytest.mark.parametrize("group", ["EndUser", "LinuxVm"])
def test_a_preview_group_that_is_lost_is_an_error(group: str) -> None:
    imported = read(sample("23-preview-1.1-single") | {group: "@{a=1}"})
    assert (group, "error") in problems(imported)
    assert imported.values["distribution"] is None


def test_a_list_of_one_around_everything_is_opened() -> None:
    imported = read([sample(SINGLE)])
    assert imported.values == read(sample(SINGLE)).values
    assert ("$", "warning") in problems(imported)


def test_a_preview_that_joins_is_a_join_file() -> None:
    document = sample("23-preview-1.1-single")
    document["DeployOptions"] |= {"SingleMachineCluster": False, "JoinCluster": True}
    imported = read(document)
    assert (imported.kind, imported.values["role"]) == ("scaleconfig", "join")


def test_a_preview_names_its_distribution() -> None:
    document = sample("23-preview-1.1-single")
    document["KubernetesDistribution"] = "K8s"
    imported = read(document)
    assert imported.values["distribution"] == "k8s"
    assert ("DeployOptions.NetworkPlugin", "error") in problems(imported)


def test_product_and_embedded_plugin_must_fit() -> None:
    document = sample("35-aide-embedded-wins")
    document["AksEdgeProduct"] = "AKS Edge Essentials - K8s"
    assert ("AksEdgeConfig.Network.NetworkPlugin", "error") in problems(read(document))


def test_a_user_file_without_any_deployment_is_read_and_not_deployable() -> None:
    imported = read({"AksEdgeProduct": "AKS Edge Essentials - K3s"})
    assert (imported.accepted, imported.deployable) == (True, False)
    assert ("AksEdgeConfigFile", "error") in problems(imported)


@pytest.mark.parametrize(
    "document", [{}, [], [1, 2], "text", 7, None, {"name": "x", "version": "1.0"}]
)
def test_another_json_file_is_not_accepted(document: object) -> None:
    imported = read(document)
    assert (imported.accepted, imported.values) == (False, {})
    assert problems(imported) == {("$", "error")}
