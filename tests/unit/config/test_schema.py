from __future__ import annotations

from typing import Any

import jsonschema
import pytest
from hypothesis import given

from installer.config.load import parse_config
from installer.config.model import EdgeCluster
from installer.config.outline import all_places, allowed_text, field_at
from installer.config.schema import SCHEMA_NAME, cluster_schema, main, schema_text
from installer.config.yaml_lines import NotYaml, read_yaml
from installer.errors import ConfigInvalid
from installer.resources import resource_text
from tests.unit.config.samples import CASES, GOOD, good_with
from tests.unit.config.strategies import clusters

# Rules over several fields, the value behind a text, and what YAML readers settle by themselves.
BEYOND_A_SCHEMA = {
    "authority-damaged",
    "external-addresses",
    "external-gateway",
    "external-outbound",
    "external-overlaps",
    "external-with-lan",
    "k3s-version",
    "kubeadm-version",
    "lan-address",
    "lan-for-an-address",
    "lan-overlaps",
    "lan-spelling",
    "list-as-name",
    "load-balancer-alone",
    "load-balancer-ends",
    "load-balancer-node",
    "load-balancer-outside",
    "networks-overlap",
    "nodes-cpus-together",
    "nodes-roles",
    "nodes-twice",
    "nodes-without-lan",
    "pods-too-small",
    "ports-like-the-usual-ones",
    "ports-twice",
    "same-key-twice",
    "secondary-addresses",
    "secondary-overlap",
    "shares-twice",
    "sizes",
    "ssh-ports",
    "ssh-ports-end",
    "taints-twice",
}


VALIDATOR = jsonschema.Draft202012Validator(cluster_schema())


def accepts(document: Any) -> bool:
    return bool(VALIDATOR.is_valid(document))


def readable_cases() -> list[str]:
    names = []
    for name, case in CASES.items():
        try:
            read_yaml(case["file"])
        except NotYaml:
            continue
        names.append(name)
    return names


def test_the_shipped_schema_is_that_of_the_model() -> None:
    assert resource_text(SCHEMA_NAME) == schema_text(), "run python -m installer.config.schema"


def test_the_schema_is_a_valid_one_of_its_dialect() -> None:
    assert cluster_schema()["$schema"] == "https://json-schema.org/draft/2020-12/schema"
    jsonschema.Draft202012Validator.check_schema(cluster_schema())


@pytest.mark.parametrize("name", readable_cases())
def test_schema_and_model_refuse_the_same_files(name: str) -> None:
    assert accepts(read_yaml(CASES[name]["file"]).value) is (name in BEYOND_A_SCHEMA)


@given(clusters)
def test_schema_and_model_accept_the_same_files(cluster: EdgeCluster) -> None:
    assert accepts(read_yaml(cluster.to_yaml()).value)
    assert accepts(cluster.model_dump(mode="json", by_alias=True))


# One wrong thing each, so that no second mistake of a file hides what a rule lets through.
_EXTERNAL = "adapter: eth0, subnet: 192.168.1.0/24, gateway: 192.168.1.1, vlan: 7, mtu: 1500"
ONE_WRONG_THING = [
    ("v1alpha1", "v1"),
    ("kind: EdgeCluster", "kind: Pod"),
    ("kind: EdgeCluster\n", ""),
    ("apiVersion: edgewright.dev/v1alpha1\n", ""),
    ("name: shop-1\n", "name: Shop\n"),
    ("name: shop-1\n", "name: -shop\n"),
    ("name: shop-1\n", f"name: {'a' * 41}\n"),
    ("cpus: 2", "cpus: 0"),
    ("cpus: 2", "cpus: 17"),
    ("cpus: 2", "cpus: true"),
    ("cpus: 2", "cores: 2"),
    ("4GiB", "4096"),
    ("4GiB", "much"),
    ("4GiB", "-4GiB"),
    ("distribution: kubeadm", "distribution: k9s"),
    ("distribution: kubeadm", "distribution: kubeadm\n  version: 1.34.1"),
    ("distribution: kubeadm", "distribution: kubeadm\n  version: v1.34"),
    ("distribution: kubeadm", "distribution: kubeadm\n  autostart: 1"),
    ("192.168.219.0/24", "192.169.219.0/24"),
    ("192.168.219.0/24", "172.32.0.0/24"),
    ("192.168.219.0/24", "192.168.219.0/28"),
    ("192.168.219.0/24", "10.0.0.0/15"),
    ("192.168.219.0/24", "192.168.256.0/24"),
    ("10.244.0.0/16", "10.244.0.0/25"),
    ("10.244.0.0/16", "10.0.0.0/7"),
    ("10.96.0.0/16", "10.96.0.0/29"),
    ("10.96.0.0/16", "10.0.0.0/11"),
    ("    subnet", "    apiPort: 0\n    subnet"),
    ("    subnet", "    sshPort: 65536\n    subnet"),
    ("    subnet", "    outbound: maybe\n    subnet"),
    ("    subnet", "    dns: 9.9.9.9\n    subnet"),
    ("    subnet", "    dns: [9.9.9]\n    subnet"),
    ("    subnet", "    proxy: {http: 'ftp://x'}\n    subnet"),
    ("    subnet", "    proxy: {http: 'http://a:b@x'}\n    subnet"),
    ("    subnet", "    proxy: {noProxy: 'a b'}\n    subnet"),
    ("    subnet", "    ports: [{host: 80}]\n    subnet"),
    ("    subnet", "    ports: [{host: 80, node: 80, protocol: icmp}]\n    subnet"),
    ("    subnet", "    ports: [{host: 80, node: 80, address: here}]\n    subnet"),
    ("    subnet", "    ports: [{host: 80, node: 80, nodeName: Shop}]\n    subnet"),
    ("    subnet", "    external: eth0\n    subnet"),
    ("    subnet", "    secondary: {}\n    subnet"),
    ("    subnet", f"    secondary: [{', '.join('1' * 6)}]\n    subnet"),
    *(
        ("    subnet", f"    external: {{{_EXTERNAL.replace(old, new)}}}\n    subnet")
        for old, new in (
            ("eth0", "a/b"),
            ("eth0", "b/"),
            ("eth0", "..."[1:]),
            ("gateway: 192.168.1.1, ", ""),
            ("192.168.1.1,", "here,"),
            ("0/24", "0/31"),
            ("vlan: 7", "vlan: 0"),
            ("vlan: 7", "vlan: 4095"),
            ("mtu: 1500", "mtu: 575"),
            ("mtu: 1500", "mtu: null"),
        )
    ),
    ("    subnet", "    lan: 11.0.0.0/24\n    subnet"),
    ("    subnet", "    lan: 172.16.0.0/28\n    subnet"),
    ("      cpus", "      role: master\n      cpus"),
    ("      cpus", "      mac: 52:54:00:12:34\n      cpus"),
    ("      cpus", "      mac: 53:54:00:12:34:56\n      cpus"),
    ("      cpus", "      address: 172.16.0.256\n      cpus"),
    ("      cpus", "      labels: [a]\n      cpus"),
    ("      cpus", "      labels: {-a: b}\n      cpus"),
    ("      cpus", "      labels: {Shop/a: b}\n      cpus"),
    ("      cpus", "      labels: {a/b/c: b}\n      cpus"),
    ("      cpus", f"      labels: {{{'a' * 64}: b}}\n      cpus"),
    ("      cpus", f"      labels: {{a: {'b' * 64}}}\n      cpus"),
    ("      cpus", "      labels: {a: b c}\n      cpus"),
    ("      cpus", "      labels: {a: true}\n      cpus"),
    ("      cpus", "      taints: ['a=b']\n      cpus"),
    ("      cpus", "      taints: ['a=b:Sometimes']\n      cpus"),
    ("      cpus", "      taints: ['=b:NoExecute']\n      cpus"),
    ("  network:", "  secretEncryption: 1\n  network:"),
    ("  network:", "  logSize: much\n  network:"),
    ("  network:", "  timeZone: Europe/Ber lin\n  network:"),
    ("  network:", "  timeZone: ../etc/passwd\n  network:"),
    ("  network:", "  timeServers: ntp.shop.local\n  network:"),
    ("  network:", "  timeServers: ['ntp shop']\n  network:"),
    ("  network:", "  registries: {mirrors: {docker.io: []}}\n  network:"),
    ("  network:", "  registries: {mirrors: {docker.io: ['ftp://x']}}\n  network:"),
    ("  network:", "  registries: {mirrors: {docker.io/x: ['https://x']}}\n  network:"),
    ("  network:", "  registries: {certificateAuthority: shop}\n  network:"),
    ("  network:", "  registries: null\n  network:"),
    ("  network:", "  arc: {region: westeurope}\n  network:"),
]


@pytest.mark.parametrize(("old", "new"), ONE_WRONG_THING)
def test_schema_and_model_refuse_every_single_mistake(old: str, new: str) -> None:
    text = good_with((old, new))
    with pytest.raises(ConfigInvalid) as caught:
        parse_config(text, "text")
    assert caught.value.problems
    assert not accepts(read_yaml(text).value)


def test_the_sample_that_mistakes_are_made_in_is_good() -> None:
    parse_config(GOOD, "text")
    assert accepts(read_yaml(GOOD).value)


def objects(node: Any) -> list[dict[str, Any]]:
    if isinstance(node, list):
        return [found for item in node for found in objects(item)]
    if not isinstance(node, dict):
        return []
    return [node, *(found for value in node.values() for found in objects(value))]


def test_every_field_is_described_for_editors() -> None:
    schema = cluster_schema()
    groups = [part for part in objects(schema) if "properties" in part]
    assert len(groups) == 14
    for group in groups:
        assert group["description"]
        for key, field in group["properties"].items():
            # pydantic leaves a description out where that of the group says the same.
            group_meant = schema["$defs"].get(field.get("$ref", "").rpartition("/")[2], {})
            described = field.get("description") or group_meant.get("description", "")
            assert described.endswith("."), key


def test_every_field_says_what_it_may_hold() -> None:
    for key, place in all_places(EdgeCluster):
        field = field_at(EdgeCluster, place)
        assert field is not None, key
        assert allowed_text(field, entry=False), key


def test_the_module_writes_the_shipped_file(monkeypatch: pytest.MonkeyPatch, tmp_path: Any) -> None:
    fake = tmp_path / "installer" / "config" / "schema.py"
    monkeypatch.setattr("installer.config.schema.__file__", str(fake))
    main()
    assert (tmp_path / "resources" / SCHEMA_NAME).read_text(encoding="utf-8") == schema_text()
