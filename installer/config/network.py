"""The part of the cluster file about networks and ports.

A rule over two fields stands at the later one, so that one bad field does not hide the others.
"""

from __future__ import annotations

from ipaddress import IPv4Address, IPv4Network
from typing import Annotated, Literal, TypeVar

from pydantic import Field, Strict, ValidationInfo, field_validator

from installer.config.load_balancer import LoadBalancer, place_refusals
from installer.config.network_fields import ListenAddress, NameServer, network_field
from installer.config.outside import External, Secondary
from installer.config.overlaps import overlap_refusals
from installer.config.part import Part
from installer.config.port_rules import port_clashes, taken
from installer.config.refusal import Allowed, Refusal, refuse
from installer.config.text_fields import Label, NoProxy, ProxyUrl

T = TypeVar("T")

Port = Annotated[int, Strict(), Field(ge=1, le=65535), Allowed("a whole number from 1 to 65535")]


PrivateNetwork = Annotated[IPv4Network, *network_field(widest=16, narrowest=27, private=True)]
_LAN = "a private IPv4 network from /16 to /27, such as 192.168.200.0/24, or null for one node"
# The places of the nodes in their networks begin behind those that QEMU needs for itself.
_FIRST_NODE = 10
# With an external one these are six, as many as QEMU can be handed (see links of qemu_parts).
MAX_SECONDARY = 5


class Proxy(Part):
    """The web proxy by which the node fetches from the internet."""

    http: Annotated[
        ProxyUrl | None,
        Allowed("http://name:port or https://name:port, without user and password"),
    ] = Field(default=None, description="Proxy for http addresses.")
    https: Annotated[
        ProxyUrl | None,
        Allowed("http://name:port or https://name:port, without user and password"),
    ] = Field(default=None, description="Proxy for https addresses.")
    no_proxy: NoProxy = Field(
        default="", description="What is reached without the proxy, parted by commas."
    )


class PublishedPort(Part):
    """A port of the PC that leads to a port of the node."""

    host: Port = Field(description="Port of this PC.")
    node: Port = Field(description="Port of the node to which it leads.")
    protocol: Annotated[Literal["tcp", "udp"], Allowed("tcp or udp")] = Field(
        default="tcp", description="Protocol: tcp or udp."
    )
    address: ListenAddress = Field(
        default=IPv4Address("127.0.0.1"),
        description="Address of this PC that listens; 127.0.0.1 keeps other machines out.",
    )
    node_name: Annotated[Label | None, Allowed("the name of a node of this file")] = Field(
        default=None, description="Node to which the port leads; null is the first one."
    )


class Network(Part):
    """How the nodes are connected to the PC, to each other and to the world."""

    subnet: PrivateNetwork = Field(description="Network between this PC and a node.")
    lan: Annotated[PrivateNetwork | None, Allowed(_LAN)] = Field(
        default=None,
        description="Network between the nodes; several need this one or an external one.",
    )
    external: External | None = Field(
        default=None,
        description="Network of the house: adapter, subnet, gateway, vlan, mtu; null for none.",
    )
    secondary: Annotated[
        tuple[Secondary, ...],
        Allowed(
            f"at most {MAX_SECONDARY} networks, each with the keys "
            f"{', '.join(key.alias or name for name, key in Secondary.model_fields.items())}"
        ),
    ] = Field(
        default=(),
        description="More networks: name, adapter, subnet, gateway, vlan, mtu, addresses.",
        json_schema_extra={"maxItems": MAX_SECONDARY},
    )
    load_balancer: LoadBalancer | None = Field(
        default=None,
        description="External addresses for Services of type LoadBalancer: first, last; or null.",
    )
    dns: Annotated[
        tuple[NameServer, ...], Allowed("IPv4 addresses of name servers, such as 192.168.1.1")
    ] = Field(default=(), description="Name servers for the nodes; an empty list asks this PC.")
    proxy: Proxy | None = Field(
        default=None, description="Web proxy with the keys http, https, noProxy; null for none."
    )
    # kubeadm's limits: a node gets a /24 of it, and the two may differ by 16 bits
    # (PodSubnetNodeMaskMaxDiff in kubernetes/cmd/kubeadm/app/constants).
    pod_cidr: Annotated[IPv4Network, *network_field(widest=8, narrowest=24)] = Field(
        description="Network for pods, inside the cluster only."
    )
    # As above: MaximumBitsForServiceSubnet (20) and MinimumAddressesInServiceSubnet (10).
    service_cidr: Annotated[IPv4Network, *network_field(widest=12, narrowest=28)] = Field(
        description="Network for services, inside the cluster only."
    )
    api_port: Port = Field(
        default=6443, description="Port of this PC that leads to the Kubernetes API."
    )
    ssh_port: Port = Field(
        default=2222,
        description="Port of this PC for SSH to the first node; the next has the next port.",
    )
    outbound: Annotated[Literal["allow", "deny"], Allowed("allow or deny")] = Field(
        default="allow",
        description="Whether nodes may open connections over this PC: allow or deny.",
    )
    ports: tuple[PublishedPort, ...] = Field(
        default=(),
        description="More ports of this PC: host, node, protocol, address, nodeName.",
    )

    @property
    def gateway(self) -> IPv4Address:
        """The way out of the subnet: always its second address (QEMU's user network)."""
        return self.subnet[2]

    @property
    def name_server(self) -> IPv4Address:
        """The subnet's own name server: always its third address (QEMU's user network)."""
        return self.subnet[3]

    def node_address(self, index: int) -> IPv4Address:
        """The address of a node, counted from 0, in its own network with the PC.

        Raises IndexError outside the subnet.
        """
        return self.subnet[_FIRST_NODE + index]

    def lan_address(self, index: int) -> IPv4Address:
        """The address that a node, counted from 0, has among the others unless it states one.

        Raises ValueError when there is no such network, IndexError outside of it.
        """
        if self.lan is None:
            raise ValueError("the nodes of this cluster have no network between them")
        return self.lan[_FIRST_NODE + index]

    def ssh_port_of(self, index: int) -> int:
        """The port of this PC by which the program reaches a node, counted from 0."""
        return self.ssh_port + index

    @field_validator("secondary", mode="before")
    @classmethod
    def _not_too_many(cls, value: object) -> object:
        """Counts before the entries are judged, which are then too many to speak of."""
        if isinstance(value, (list, tuple)) and len(value) > MAX_SECONDARY:
            raise refuse(Refusal(message=f"a node has at most {MAX_SECONDARY} further networks"))
        return value

    @field_validator("lan", "external", "secondary", "pod_cidr", "service_cidr")
    @classmethod
    def _apart(cls, value: T, info: ValidationInfo) -> T:
        assert info.field_name is not None
        if refusals := overlap_refusals(info.field_name, value, info.data):
            raise refuse(*refusals)
        return value

    @field_validator("load_balancer")
    @classmethod
    def _in_the_external(
        cls, value: LoadBalancer | None, info: ValidationInfo
    ) -> LoadBalancer | None:
        if value is not None and (refusals := place_refusals(value, info.data)):
            raise refuse(*refusals)
        return value

    @field_validator("ssh_port")
    @classmethod
    def _own_port(cls, value: int, info: ValidationInfo) -> int:
        if value == info.data.get("api_port"):
            raise refuse(taken("apiPort"))
        return value

    @field_validator("ports")
    @classmethod
    def _own_ports(
        cls, value: tuple[PublishedPort, ...], info: ValidationInfo
    ) -> tuple[PublishedPort, ...]:
        if clashes := port_clashes(value, info.data):
            raise refuse(*clashes)
        return value
