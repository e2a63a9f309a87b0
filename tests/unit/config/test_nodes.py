from __future__ import annotations

from ipaddress import IPv4Address

import pytest
from pydantic import ValidationError

from installer.config.load import parse_config
from installer.config.model import EdgeCluster, Network, Node, Spec
from installer.config.registries import parse_authority
from installer.errors import ConfigInvalid
from installer.units import GIB, Size
from tests.unit.config.samples import AUTHORITY, CASES, FULL, GOOD, good_with

SECOND = """\
    - name: {name}
      cpus: 1
      memory: 2GiB
      dataDisk: 10GiB
"""


def with_nodes(*names: str, more: str = "", lan: str = "172.29.0.0/24") -> EdgeCluster:
    """The good file with more nodes; `more` is a line of the network."""
    entries = "".join(SECOND.format(name=name) for name in names)
    text = good_with(("  network:\n", f"{entries}  network:\n    lan: {lan}\n"))
    return parse_config(f"{text}    {more}\n", "text")


def make(index: int, **changes: object) -> Node:
    values: dict[str, object] = {
        "name": f"n{index}",
        "cpus": 1,
        "memory": Size(2 * GIB),
        "data_disk": Size(10 * GIB),
    }
    return Node(**(values | changes))


def test_the_first_node_is_a_server_and_the_others_are_workers_unless_told() -> None:
    spec = with_nodes("b", "c").spec
    assert [node.role for node in spec.nodes] == ["server", "worker", "worker"]
    assert spec.servers == spec.nodes[:1]


def test_python_code_gets_the_same_roles() -> None:
    network = Network(
        subnet="192.168.1.0/24", lan="172.29.0.0/24", pod_cidr="10.1.0.0/16",
        service_cidr="10.2.0.0/16",
    )  # fmt: skip
    nodes = (make(0), make(1), make(2, role="server"), make(3, role="server"))
    spec = Spec(distribution="k3s", nodes=nodes, network=network)
    assert [node.role for node in spec.nodes] == ["server", "worker", "server", "server"]
    with pytest.raises(ValidationError, match="must be odd"):
        Spec(distribution="k3s", nodes=nodes[:3], network=network)


def test_roles_are_written_down_and_read_back() -> None:
    cluster = with_nodes("b")
    assert "role: worker\n" in cluster.to_yaml()
    assert parse_config(cluster.to_yaml(), "text") == cluster


def test_each_node_has_an_address_between_the_nodes_and_a_port_for_ssh() -> None:
    spec = with_nodes("b", "c").spec
    assert [str(spec.peer_address(node)) for node in spec.nodes] == [
        "172.29.0.10",
        "172.29.0.11",
        "172.29.0.12",
    ]
    assert [spec.network.ssh_port_of(index) for index in range(3)] == [2222, 2223, 2224]


def test_a_stated_address_goes_before_the_place_in_the_list() -> None:
    spec = parse_config(FULL, "text").spec
    assert [spec.peer_address(node) for node in spec.nodes] == [
        IPv4Address("172.29.0.20"),
        IPv4Address("172.29.0.21"),
    ]


def test_a_single_node_needs_no_network_between_nodes() -> None:
    spec = parse_config(GOOD, "text").spec
    assert spec.peer_address(spec.nodes[0]) is None
    with pytest.raises(ValueError, match="no network between them"):
        spec.network.lan_address(0)


def test_fifteen_nodes_fit_into_the_smallest_network() -> None:
    names = [f"n{number}" for number in range(14)]
    spec = with_nodes(*names, lan="172.29.0.32/27").spec
    assert str(spec.peer_address(spec.nodes[14])) == "172.29.0.56"


def test_sixteen_processors_together_are_allowed() -> None:
    entries = SECOND.format(name="b").replace("cpus: 1", "cpus: 14")
    text = good_with(("  network:\n", f"{entries}  network:\n    lan: 172.29.0.0/24\n"))
    assert sum(node.cpus for node in parse_config(text, "text").spec.nodes) == 16


@pytest.mark.parametrize(
    "more",
    [
        "ports: [{host: 2225, node: 80}, {host: 2223, node: 80, protocol: udp}]",
        "apiPort: 2225",
        "apiPort: 2221",
        "sshPort: 65533",
        "ports: [{host: 80, node: 80, nodeName: c}, {host: 81, node: 80, nodeName: shop-1-node}]",
    ],
)
def test_ports_beside_those_for_ssh_are_taken(more: str) -> None:
    with_nodes("b", "c", more=more)


def test_every_key_of_the_full_file_arrives() -> None:
    spec = parse_config(FULL, "text").spec
    node = spec.nodes[0]
    assert dict(node.labels) == {"shop.local/place": "cellar"}
    assert (node.mac, node.taints) == ("52:54:00:12:34:56", ("gpu=yes:NoSchedule",))
    assert (spec.time_zone, spec.time_servers) == ("Europe/Berlin", ("ntp.shop.local",))
    assert (spec.secret_encryption, str(spec.log_size)) == (True, "50MiB")
    assert dict(spec.registries.mirrors) == {"docker.io": ("https://mirror.shop.local:5000",)}
    assert spec.arc is not None
    assert (spec.arc.resource_group, spec.arc.cluster_name) == ("shops", "shop-1")
    assert [port.node_name for port in spec.network.ports] == ["till", "shop-1-node"]


def test_a_node_can_stand_in_a_set() -> None:
    nodes = parse_config(FULL, "text").spec.nodes
    assert len({*nodes, *parse_config(FULL, "text").spec.nodes}) == 2


@pytest.mark.parametrize(
    ("line", "meant"),
    [
        ("mac: 52:54:00:AB:CD:EF", "52:54:00:ab:cd:ef"),
        ("mac: 02:00:00:00:00:00", "02:00:00:00:00:00"),
    ],
)
def test_hardware_addresses_are_taken_in_any_case(line: str, meant: str) -> None:
    text = good_with(("      cpus", f"      {line}\n      cpus"))
    assert parse_config(text, "text").spec.nodes[0].mac == meant


@pytest.mark.parametrize(
    ("taint", "meant"),
    [
        ("gpu:NoSchedule", "gpu=:NoSchedule"),
        ("gpu=:NoExecute", "gpu=:NoExecute"),
        ("shop.local/gpu=a.b:PreferNoSchedule", "shop.local/gpu=a.b:PreferNoSchedule"),
    ],
)
def test_taints_have_one_form(taint: str, meant: str) -> None:
    assert make(0, taints=(taint,)).taints == (meant,)


@pytest.mark.parametrize(
    "label",
    [
        "a: ''",
        f"{'a' * 63}: {'b' * 63}",
        f"{'a' * 253}/b: c",
        "A_b.c-d: '1'",
        "topology.kubernetes.io/zone: cellar",
        "node.kubernetes.io/shop: x",
        "my.kubelet.kubernetes.io/shop: x",
        "kubernetes.io.shop/x: y",
    ],
)
def test_labels_by_the_rules_of_kubernetes_are_taken(label: str) -> None:
    parse_config(good_with(("      cpus", f"      labels: {{{label}}}\n      cpus")), "text")


@pytest.mark.parametrize(
    "label", [f"{'a' * 254}/b: c", "kubernetes.io/hostname: x", "shop.k8s.io/x: y"]
)
def test_labels_that_the_kubelet_refuses_are_refused(label: str) -> None:
    with pytest.raises(ConfigInvalid):
        parse_config(good_with(("      cpus", f"      labels: {{{label}}}\n      cpus")), "text")


@pytest.mark.parametrize("zone", ["UTC", "Europe/Berlin", "America/Argentina/Ushuaia", "Etc/GMT+5"])
def test_time_zones_of_iana_are_taken(zone: str) -> None:
    text = good_with(("  network:", f"  timeZone: {zone}\n  network:"))
    assert parse_config(text, "text").spec.time_zone == zone


@pytest.mark.parametrize(
    ("zone", "meant"),
    [
        ("europe/berlin", "Europe/Berlin"),
        ("new york", "America/New_York"),
        ("Europe/Berln", "Europe/Berlin"),
        ("Factory", ""),
    ],
)
def test_a_time_zone_that_is_meant_is_found(zone: str, meant: str) -> None:
    with pytest.raises(ConfigInvalid) as caught:
        parse_config(good_with(("  network:", f"  timeZone: {zone}\n  network:")), "text")
    assert caught.value.problems[0].suggestion == meant


def test_only_the_certificates_of_a_text_are_kept() -> None:
    twice = f"subject=Shop CA\n{AUTHORITY}\n# and again\r\n{AUTHORITY}".replace("\n", "\r\n")
    assert parse_authority(twice) == AUTHORITY * 2


@pytest.mark.parametrize("name", ["authority-key", "mirrors", "arc"])
def test_no_secret_of_a_file_stands_in_the_error(name: str) -> None:
    assert "geheim" in CASES[name]["file"]
    with pytest.raises(ConfigInvalid) as caught:
        parse_config(CASES[name]["file"], "shop.yaml")
    assert "geheim" not in caught.value.details
    assert "anna" not in caught.value.details
