"""What a node is for the hypervisor and for the distribution; pure, from the cluster file.

Nodes that have a network between them, or stand in an external one, know each other by their
addresses in it.  In their own
networks with this PC all have the same address, and nobody but the PC sees it.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterator, Mapping

from installer.accelerator import Accelerator
from installer.adapter_kind import AdapterKind
from installer.config.model import EdgeCluster, Node
from installer.config.outside_places import outside_places
from installer.distributions.base import NodeSettings, Registries
from installer.hypervisors.base import PortForward, VmCard, VmLan, VmSpec

_SSH_PORT = 22
_API_PORT = 6443
# Cards between nodes are numbered from here, those to the PC from 1; a cluster has 15 nodes.
_LAN_CARDS = 0x80


def vm_spec(
    config: EdgeCluster,
    node: Node,
    *,
    owner: str,
    accelerator: Accelerator,
    adapters: Mapping[str, AdapterKind],
) -> VmSpec:
    """The virtual machine behind a node; `adapters` are those of the file by their names."""
    network, nodes = config.spec.network, config.spec.nodes
    index = nodes.index(node)
    published = tuple(
        PortForward(port.host, port.node, port.protocol, str(port.address))
        for port in network.ports
        if (port.node_name or nodes[0].name) == node.name
    )
    api = (PortForward(network.api_port, _API_PORT),) if node in config.spec.servers[:1] else ()
    lan = VmLan(
        mac=_mac_address(owner, _LAN_CARDS + index + 1), members=tuple(each.name for each in nodes)
    )
    return VmSpec(
        cluster=config.name,
        owner=owner,
        name=node.name,
        cpus=node.cpus,
        memory=node.memory,
        mac=(None if network.external else node.mac) or _mac_address(owner, index + 1),
        subnet=str(network.subnet),
        outbound=network.outbound == "allow",
        forwards=(PortForward(network.ssh_port_of(index), _SSH_PORT), *api, *published),
        accelerator=accelerator,
        lan=lan if network.lan is not None else None,
        cards=tuple(_cards(config, node, owner, adapters)),
    )


def _cards(
    config: EdgeCluster, node: Node, owner: str, adapters: Mapping[str, AdapterKind]
) -> Iterator[VmCard]:
    for place in outside_places(config.spec, node):
        network = place.network
        yield VmCard(
            name=place.card,
            mac=(node.mac if place.is_external else None)
            or _outside_mac(f"{owner}/{node.name}/{place.card}"),
            adapter=network.adapter,
            kind=adapters[network.adapter],
            vlan=network.vlan,
            mtu=network.mtu,
        )


def node_settings(
    config: EdgeCluster, node: Node, *, version: str, images: tuple[str, ...]
) -> NodeSettings:
    """What the distribution must know to set up a node."""
    spec = config.spec
    network, registries = spec.network, spec.registries
    return NodeSettings(
        cluster=config.name,
        node=node.name,
        version=version,
        address=_address(config, node),
        api_port=network.api_port,
        pod_cidr=str(network.pod_cidr),
        service_cidr=str(network.service_cidr),
        proxy=network.proxy,
        images=images,
        role=node.role,
        nodes=len(spec.nodes),
        outside=str(network.external.subnet) if network.external else "",
        servers=len(spec.servers),
        index=spec.nodes.index(node),
        peers={each.name: _address(config, each) for each in spec.nodes if each is not node},
        labels=dict(node.labels),
        taints=node.taints,
        encrypt_secrets=spec.secret_encryption,
        load_balancer=network.load_balancer is not None,
        log_size=spec.log_size,
        registries=Registries(dict(registries.mirrors), registries.certificate_authority or ""),
    )


def _address(config: EdgeCluster, node: Node) -> str:
    """Where a node is for the others; alone it has only its network with this PC."""
    return str(config.spec.peer_address(node) or config.spec.network.node_address(0))


def _outside_mac(text: str) -> str:
    """A MAC address that is seen outside of this PC, so that it must differ from all others there.

    52 marks it as one that no maker gave away (IEEE 802, second bit of the first octet).
    """
    return f"52:54:{hashlib.sha256(text.encode()).digest()[:4].hex(':')}"


def _mac_address(owner: str, number: int) -> str:
    """A MAC address of our own: QEMU's prefix 52:54:00, a part of the owner's id, a number."""
    digits = owner.replace("-", "")[:4]
    return f"52:54:00:{digits[:2]}:{digits[2:4]}:{number:02x}"
