"""Services: an address and a port that lead to pods."""

from __future__ import annotations

import msgspec

from installer.cluster.ages import moment
from installer.cluster.around import Around
from installer.cluster.cells import Since
from installer.cluster.objects import Meta, Part, labels_text, made
from installer.cluster.phrases import Phrase, say
from installer.cluster.rows import Column, Kind, Place, Row

_NONE = "<none>"
_HEADLESS = (False, Phrase("Gives the pods their names; it has no address of its own."))
_INSIDE = (False, Phrase("Reachable from inside the cluster only."))
_NO_ADDRESS = (True, Phrase("It waits for an outside address that nothing has given it yet."))


class Port(Part, frozen=True):
    """A port of a service."""

    port: int = 0
    node_port: int | None = None
    protocol: str = "TCP"
    name: str | None = None


class ServiceSpec(Part, frozen=True):
    """What is wanted."""

    type: str = "ClusterIP"
    cluster_ips: list[str] | None = msgspec.field(default=None, name="clusterIPs")
    cluster_ip: str | None = msgspec.field(default=None, name="clusterIP")
    external_ips: list[str] | None = msgspec.field(default=None, name="externalIPs")
    external_name: str | None = None
    ports: list[Port] | None = None
    selector: dict[str, str] | None = None


class Point(Part, frozen=True):
    """An address that leads to a service from outside."""

    ip: str | None = None
    hostname: str | None = None


class Balancer(Part, frozen=True):
    """What a load balancer has given."""

    ingress: list[Point] | None = None


class ServiceStatus(Part, frozen=True):
    """What is."""

    load_balancer: Balancer | None = None


_NO_SPEC, _NO_STATUS = ServiceSpec(), ServiceStatus()


class Service(Part, frozen=True):
    """A service."""

    metadata: Meta
    spec: ServiceSpec = _NO_SPEC
    status: ServiceStatus = _NO_STATUS


def service_row(service: Service, around: Around) -> Row:
    """The row of a service."""
    del around
    spec = service.spec
    outside = _outside(service)
    cells = (
        service.metadata.name,
        spec.type,
        (spec.cluster_ips or [spec.cluster_ip or _NONE])[0],
        outside,
        ",".join(_port(port) for port in spec.ports or ()) or _NONE,
        Since(moment(service.metadata.creation_timestamp)),
        labels_text(spec.selector),
    )
    return made(service.metadata, cells, _judge(spec, outside))


def _port(port: Port) -> str:
    node = f":{port.node_port}" if port.node_port else ""
    return f"{port.port}{node}/{port.protocol}"


def _outside(service: Service) -> str:
    spec = service.spec
    own = spec.external_ips or []
    if spec.type in ("ClusterIP", "NodePort"):
        return ",".join(own) or _NONE
    if spec.type == "LoadBalancer":
        balancer = service.status.load_balancer
        points = (balancer.ingress if balancer is not None else None) or ()
        given = {point.ip or point.hostname or "" for point in points} - {""}
        return ",".join([*sorted(given), *own]) or "<pending>"
    return (spec.external_name or "") if spec.type == "ExternalName" else "<unknown>"


def _judge(spec: ServiceSpec, outside: str) -> tuple[bool, Phrase]:
    if outside == "<pending>":
        return _NO_ADDRESS
    if spec.type == "ExternalName":
        return False, say("Another name for {name}.", name=outside)
    node_ports = [str(port.node_port) for port in spec.ports or () if port.node_port]
    if outside != _NONE:
        return False, say("Reachable from outside at {address}.", address=outside)
    if node_ports:
        words = "Reachable from outside at every node, port {ports}."
        return False, say(words, ports=", ".join(node_ports))
    return _HEADLESS if spec.cluster_ip == "None" else _INSIDE


KIND = Kind(
    name="services",
    word="Service",
    api="/api/v1",
    resource="services",
    aliases=("service", "svc"),
    columns=(
        Column("NAME"),
        Column("TYPE"),
        Column("CLUSTER-IP"),
        Column("EXTERNAL-IP"),
        Column("PORT(S)"),
        Column("AGE"),
        Column("SELECTOR", Place.WIDE),
    ),
    shape=Service,
    row=service_row,
)
