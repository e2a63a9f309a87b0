"""The files that k3s reads in a node; all pure.

The keys of config.yaml are the names of the flags of `k3s server` and `k3s agent` as their manual
has them (docs.k3s.io, "CLI Tools"); registries.yaml is "Private Registry Configuration" there.
"""

from __future__ import annotations

from typing import Any
from urllib.parse import urlsplit

import yaml

from installer.config.model import Proxy
from installer.distributions.base import JoinTicket, NodeSettings, Registries
from installer.resources import resource_text

CONFIG_PATH = "/etc/rancher/k3s/config.yaml"
TICKET_PATH = "/etc/rancher/k3s/join-token"
ENVIRONMENT_PATH = "/etc/edgewright/k3s.env"
_REGISTRIES_PATH = "/etc/rancher/k3s/registries.yaml"
_AUTHORITY_PATH = "/etc/rancher/k3s/registries-ca.pem"
# The log of a container is kept in this many files; the oldest goes when a new one is begun.
_LOG_FILES = 5


def config_text(
    settings: NodeSettings, *, interface: str = "", ticket: JoinTicket | None = None
) -> str:
    """The text of config.yaml; `ticket` is of a node that joins, `interface` a card of the node.

    It holds no secret: the token stands in a file of its own.
    """
    return yaml.safe_dump(_config(settings, interface, ticket), sort_keys=False)


def _config(settings: NodeSettings, interface: str, ticket: JoinTicket | None) -> dict[str, Any]:
    config: dict[str, Any] = {"node-name": settings.node, "node-ip": settings.address}
    if interface:
        # Otherwise flannel takes the card of the default route, which leads to the PC and not to
        # the other nodes.
        config["flannel-iface"] = interface
    if ticket is not None:
        config |= {"server": ticket.server, "token-file": TICKET_PATH}
    if settings.role == "server":
        config |= _server(settings, first=ticket is None)
    if settings.labels:
        config["node-label"] = [f"{key}={value}" for key, value in settings.labels.items()]
    if settings.taints:
        config["node-taint"] = list(settings.taints)
    config["kubelet-arg"] = [
        f"container-log-max-files={_LOG_FILES}",
        f"container-log-max-size={settings.log_size // _LOG_FILES // 1024}Ki",
        # An image that was collected could not be fetched again without internet.
        "image-gc-high-threshold=100",
        "image-gc-low-threshold=99",
    ]
    return config


def _server(settings: NodeSettings, *, first: bool) -> dict[str, Any]:
    """What all servers of a cluster must have alike, but for the very first key."""
    config: dict[str, Any] = {}
    if first and settings.servers > 1:
        # One server alone keeps its state in SQLite, which needs less of everything.
        config["cluster-init"] = True
    return config | {
        "cluster-cidr": settings.pod_cidr,
        "service-cidr": settings.service_cidr,
        "tls-san": ["127.0.0.1", "localhost", settings.address],
        # Ports 80 and 443 stay free for what the user publishes.  Volumes on the data disk, and
        # addresses out of a range, are add-ons, alike for every distribution.
        "disable": ["traefik", "local-storage", *(["servicelb"] if settings.load_balancer else [])],
        "secrets-encryption": settings.encrypt_secrets,
        "write-kubeconfig-mode": "0600",
    }


def node_files(settings: NodeSettings) -> dict[str, str]:
    """The files that a node gets before k3s starts, by path."""
    unit = "k3s.service" if settings.role == "server" else "k3s-agent.service"
    files = {f"/etc/systemd/system/{unit}": resource_text(f"node/k3s/{unit}")}
    if settings.proxy is not None:
        files[ENVIRONMENT_PATH] = _environment(settings, settings.proxy)
    if settings.registries.mirrors:
        files[_REGISTRIES_PATH] = _registries_text(settings.registries)
    if settings.registries.certificate_authority:
        files[_AUTHORITY_PATH] = settings.registries.certificate_authority
    return files


def _environment(settings: NodeSettings, proxy: Proxy) -> str:
    """Environment of the service: k3s hands it on to containerd, and keeps off its own networks."""
    wanted = (place for place in proxy.no_proxy.split(",") if place)
    exempt = ",".join(dict.fromkeys((*settings.near, *wanted, ".svc", ".cluster.local")))
    pairs = (("HTTP_PROXY", proxy.http), ("HTTPS_PROXY", proxy.https), ("NO_PROXY", exempt))
    return "".join(f'{key}="{value}"\n' for key, value in pairs if value)


def _registries_text(registries: Registries) -> str:
    document: dict[str, Any] = {
        "mirrors": {name: {"endpoint": list(urls)} for name, urls in registries.mirrors.items()}
    }
    if registries.certificate_authority:
        # The entry is looked up by the host to which containerd really connects.
        addresses = (urlsplit(url) for urls in registries.mirrors.values() for url in urls)
        hosts = dict.fromkeys(address.netloc for address in addresses if address.scheme == "https")
        document["configs"] = {host: {"tls": {"ca_file": _AUTHORITY_PATH}} for host in hosts}
    return yaml.safe_dump(document, sort_keys=False)
