"""What k3s is told: golden files for its newest version, and the rules behind them."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
import yaml

from installer.bundle.manifest import NEWEST_VERSIONS
from installer.config.model import Proxy
from installer.distributions.base import JoinTicket, NodeSettings, Registries
from installer.distributions.k3s_config import config_text, node_files
from installer.units import MIB, Size

GOLDEN = Path(__file__).parents[2] / "golden" / "k3s"
TICKET = JoinTicket(server="https://10.92.0.10:6443", token="K10aa::server:secret")
PROXY = Proxy.model_validate({"http": "http://10.0.0.1:3128", "noProxy": "shop.local,10.0.0.0/8"})
AUTHORITY = "-----BEGIN CERTIFICATE-----\nMII=\n-----END CERTIFICATE-----\n"
REGISTRIES = Registries(
    {
        "docker.io": ("https://mirror.shop.local:5000", "http://10.0.0.2:5000"),
        "ghcr.io": ("https://mirror.shop.local:5000",),
    },
    AUTHORITY,
)


def _settings(**changes: object) -> NodeSettings:
    values: dict[str, Any] = {
        "cluster": "shop-1",
        "node": "node-1",
        "version": NEWEST_VERSIONS["k3s"],
        "address": "10.91.0.10",
        "api_port": 16443,
        "pod_cidr": "10.244.0.0/16",
        "service_cidr": "10.96.0.0/16",
        "proxy": None,
        "images": (),
        **changes,
    }
    return NodeSettings(**values)


# The flags that k3s documents (docs.k3s.io, "k3s agent" and "k3s server"), as far as we use them.
AGENT_FLAGS = {
    *("node-name", "node-ip", "node-label", "node-taint", "kubelet-arg", "flannel-iface"),
    *("server", "token-file"),
}
SERVER_FLAGS = AGENT_FLAGS | {
    *("cluster-init", "cluster-cidr", "service-cidr", "tls-san", "disable"),
    *("secrets-encryption", "write-kubeconfig-mode"),
}
FURTHER: dict[str, Any] = {
    "node": "node-2",
    "address": "10.92.0.11",
    "nodes": 3,
    "servers": 3,
    "index": 1,
    "peers": {"node-1": "10.92.0.10", "node-3": "10.92.0.12"},
}
CONFIGS: dict[str, str] = {
    "single": config_text(_settings()),
    "load-balancer": config_text(_settings(load_balancer=True)),
    "first-of-three": config_text(
        _settings(address="10.92.0.10", nodes=3, servers=3, encrypt_secrets=True), interface="lan0"
    ),
    "further-server": config_text(
        _settings(**FURTHER, encrypt_secrets=True), interface="lan0", ticket=TICKET
    ),
    "worker": config_text(
        _settings(
            **FURTHER,
            role="worker",
            labels={"shop": "1", "edgewright.dev/till": "yes"},
            taints=("till=only:NoSchedule",),
            log_size=Size(50 * MIB),
        ),
        interface="lan0",
        ticket=TICKET,
    ),
}


@pytest.mark.parametrize("name", CONFIGS)
def test_config_is_as_recorded(name: str) -> None:
    version = NEWEST_VERSIONS["k3s"].rpartition(".")[0]
    assert CONFIGS[name] == (GOLDEN / f"config-{version}-{name}.yaml").read_text()


@pytest.mark.parametrize("role", ["server", "worker"])
def test_node_files_are_as_recorded(role: str) -> None:
    settings = _settings(**FURTHER, role=role, proxy=PROXY, registries=REGISTRIES)
    text = "".join(f"=== {path}\n{content}" for path, content in node_files(settings).items())
    assert text == (GOLDEN / f"node-files-{role}.txt").read_text()


def test_a_plain_node_gets_the_unit_of_its_role_and_nothing_else() -> None:
    assert list(node_files(_settings())) == ["/etc/systemd/system/k3s.service"]
    worker = node_files(_settings(role="worker"))
    assert list(worker) == ["/etc/systemd/system/k3s-agent.service"]


@pytest.mark.parametrize("name", CONFIGS)
def test_only_flags_that_the_role_has_are_used(name: str) -> None:
    allowed = AGENT_FLAGS if name == "worker" else SERVER_FLAGS
    assert yaml.safe_load(CONFIGS[name]).keys() <= allowed


def test_servers_agree_on_what_k3s_demands_to_be_the_same() -> None:
    own = {"node-name", "node-ip", "tls-san", "cluster-init", "server", "token-file"}
    first, further = (yaml.safe_load(CONFIGS[n]) for n in ("first-of-three", "further-server"))
    assert {k: v for k, v in first.items() if k not in own} == {
        k: v for k, v in further.items() if k not in own
    }


def test_one_server_keeps_its_state_in_sqlite_also_with_workers() -> None:
    config = yaml.safe_load(config_text(_settings(nodes=3, servers=1), interface="lan0"))
    assert "cluster-init" not in config


@pytest.mark.parametrize("name", CONFIGS)
def test_no_config_holds_a_token(name: str) -> None:
    assert "secret" not in CONFIGS[name].replace("secrets-encryption", "")


def test_the_logs_of_a_container_stay_below_the_limit() -> None:
    arguments = dict(text.split("=") for text in yaml.safe_load(CONFIGS["worker"])["kubelet-arg"])
    size, files = arguments["container-log-max-size"], int(arguments["container-log-max-files"])
    assert files > 1  # kubelet refuses less
    assert Size.parse(size) * files <= 50 * MIB


def test_mirrors_without_a_private_authority_need_no_configs() -> None:
    registries = Registries({"docker.io": ("https://mirror.shop.local",)})
    files = node_files(_settings(registries=registries))
    document = yaml.safe_load(files["/etc/rancher/k3s/registries.yaml"])
    assert document == {"mirrors": {"docker.io": {"endpoint": ["https://mirror.shop.local"]}}}


def test_a_proxy_spares_the_cluster_itself() -> None:
    text = node_files(_settings(**FURTHER, proxy=PROXY))["/etc/edgewright/k3s.env"]
    [exempt] = [line for line in text.splitlines() if line.startswith("NO_PROXY")]
    for place in ("10.92.0.10", "10.92.0.11", "10.244.0.0/16", "10.96.0.0/16", "shop.local"):
        assert place in exempt.partition("=")[2].strip('"').split(",")
