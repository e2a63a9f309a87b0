"""Ingresses: host names and paths that lead to services."""

from __future__ import annotations

from installer.cluster.ages import moment
from installer.cluster.around import Around
from installer.cluster.cells import Since
from installer.cluster.objects import Meta, Part, made
from installer.cluster.phrases import Phrase, say
from installer.cluster.rows import Column, Kind, Row

_HOSTS_SHOWN = 3
_NO_ADDRESS = (True, Phrase("Nothing serves it yet: it has no address."))


class Rule(Part, frozen=True):
    """A host name."""

    host: str | None = None


class Tls(Part, frozen=True):
    """A certificate for host names."""

    secret_name: str | None = None


class IngressSpec(Part, frozen=True):
    """What is wanted."""

    ingress_class_name: str | None = None
    rules: list[Rule] | None = None
    tls: list[Tls] | None = None


class Point(Part, frozen=True):
    """An address that it is served at."""

    ip: str | None = None
    hostname: str | None = None


class Balancer(Part, frozen=True):
    """What serves it."""

    ingress: list[Point] | None = None


class IngressStatus(Part, frozen=True):
    """What is."""

    load_balancer: Balancer | None = None


_NO_SPEC, _NO_STATUS = IngressSpec(), IngressStatus()


class Ingress(Part, frozen=True):
    """An ingress."""

    metadata: Meta
    spec: IngressSpec = _NO_SPEC
    status: IngressStatus = _NO_STATUS


def ingress_row(found: Ingress, around: Around) -> Row:
    """The row of an ingress."""
    del around
    spec, balancer = found.spec, found.status.load_balancer
    points = (balancer.ingress if balancer is not None else None) or ()
    address = ",".join(sorted({point.ip or point.hostname or "" for point in points} - {""}))
    cells = (
        found.metadata.name,
        spec.ingress_class_name or "<none>",
        _hosts(spec.rules or []),
        address,
        "80, 443" if spec.tls else "80",
        Since(moment(found.metadata.creation_timestamp)),
    )
    judged = (False, say("Served at {address}.", address=address)) if address else _NO_ADDRESS
    return made(found.metadata, cells, judged)


def _hosts(rules: list[Rule]) -> str:
    """Three host names and how many there are more, as kubectl counts them."""
    hosts: list[str] = []
    more = False
    for rule in rules:
        more = more or len(hosts) == _HOSTS_SHOWN
        if rule.host and not more:
            hosts.append(rule.host)
    if not hosts:
        return "*"
    rest = f" + {len(rules) - _HOSTS_SHOWN} more..." if more else ""
    return ",".join(hosts) + rest


KIND = Kind(
    name="ingresses",
    word="Ingress",
    api="/apis/networking.k8s.io/v1",
    resource="ingresses",
    aliases=("ingress", "ing"),
    columns=(
        Column("NAME"),
        Column("CLASS"),
        Column("HOSTS"),
        Column("ADDRESS"),
        Column("PORTS"),
        Column("AGE"),
    ),
    shape=Ingress,
    row=ingress_row,
)
