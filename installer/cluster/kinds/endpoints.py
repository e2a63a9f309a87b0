"""Endpoint slices: the pod addresses behind a service."""

from __future__ import annotations

from installer.cluster.ages import moment
from installer.cluster.around import Around
from installer.cluster.cells import Since
from installer.cluster.objects import Meta, Part, made
from installer.cluster.phrases import Phrase, say
from installer.cluster.rows import Column, Kind, Row

_SHOWN = 3
_UNSET = "<unset>"
_EMPTY = (False, Phrase("No pod stands behind it."))


class Conditions(Part, frozen=True):
    """Whether an address can be used."""

    ready: bool | None = None


class Endpoint(Part, frozen=True):
    """A pod's addresses."""

    addresses: list[str] | None = None
    conditions: Conditions | None = None


class Port(Part, frozen=True):
    """A port of the pods."""

    port: int | None = None
    name: str | None = None


class EndpointSlice(Part, frozen=True):
    """A slice."""

    metadata: Meta
    address_type: str = ""
    endpoints: list[Endpoint] | None = None
    ports: list[Port] | None = None


def slice_row(found: EndpointSlice, around: Around) -> Row:
    """The row of an endpoint slice."""
    del around
    addresses = [a for endpoint in found.endpoints or () for a in endpoint.addresses or ()]
    ports = [str(p.port) if p.port is not None else p.name or "*" for p in found.ports or ()]
    cells = (
        found.metadata.name,
        found.address_type,
        _first_of(ports),
        _first_of(addresses),
        Since(moment(found.metadata.creation_timestamp)),
    )
    return made(found.metadata, cells, _judge(found))


def _first_of(words: list[str]) -> str:
    if not words:
        return _UNSET
    rest = f" + {len(words) - _SHOWN} more..." if len(words) > _SHOWN else ""
    return ",".join(words[:_SHOWN]) + rest


def _judge(found: EndpointSlice) -> tuple[bool, Phrase]:
    endpoints = found.endpoints or []
    if not endpoints:
        return _EMPTY
    ready = sum(1 for e in endpoints if e.conditions is None or e.conditions.ready is not False)
    words = "{ready} of {all} pods behind it can be used."
    return ready == 0, say(words, ready=ready, all=len(endpoints))


KIND = Kind(
    name="endpoints",
    word="EndpointSlice",
    api="/apis/discovery.k8s.io/v1",
    resource="endpointslices",
    aliases=("endpointslices", "endpointslice", "ep"),
    columns=(
        Column("NAME"),
        Column("ADDRESSTYPE"),
        Column("PORTS"),
        Column("ENDPOINTS"),
        Column("AGE"),
    ),
    shape=EndpointSlice,
    row=slice_row,
)
