"""Makes the detail view of one object from its whole text."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import msgspec

from installer.cluster.ages import moment
from installer.cluster.around import Around
from installer.cluster.cells import cell_text
from installer.cluster.connection import Connection
from installer.cluster.containers import container_lines
from installer.cluster.decode import Decoder
from installer.cluster.detail import ConditionLine, Detail, Line
from installer.cluster.manifests import editable, shown, without_secrets
from installer.cluster.objects import labels_text
from installer.cluster.pods.shape import Pod
from installer.cluster.registry import find_kind
from installer.cluster.rows import Kind, Ref
from installer.cluster.text import inert
from installer.errors import ClusterRefused, EdgewrightError, UsageError

_MOST_OWNERS = 5
# Conditions whose being true is bad news; of all others it is good news.
_BAD = ("Pressure", "Unavailable", "Failure", "Error", "Pending", "Failed", "Lost", "Disruption")


def read_detail(connection: Connection, ref: Ref, around: Callable[[Kind], Around]) -> Detail:
    """Ask for the object and its owners; raises ClusterRefused, HostUnreachable, UsageError."""
    kind = find_kind(ref.kind)
    if kind is None:
        raise UsageError(f"{ref.kind} is not a kind that can be shown in detail.")
    raw = connection.get(kind.path(ref.namespace, ref.name))
    owners: list[Ref] = []
    found = _owner(msgspec.json.decode(raw), ref.namespace)
    while found is not None and len(owners) < _MOST_OWNERS:
        owners.append(found)
        found = _next_owner(connection, found)
    return detail_of(raw, kind, around(kind), tuple(owners))


def detail_of(raw: bytes, kind: Kind, around: Around, owners: tuple[Ref, ...]) -> Detail:
    """The detail view of an object's text; raises ClusterRefused when it is malformed."""
    decoder = Decoder(kind)
    good, bad = decoder.objects([raw])
    if bad:
        raise ClusterRefused("This object cannot be read.", details=bad[0])
    whole: dict[str, Any] = msgspec.json.decode(raw)
    row = decoder.rows(good, around)[0]
    containers = container_lines(good[0], around.now) if isinstance(good[0], Pod) else ()
    return Detail(
        ref=Ref(kind.word, row.namespace, row.name, row.uid),
        row=row,
        owners=owners or tuple(o for o in [_owner(whole, row.namespace)] if o is not None),
        lines=_lines(kind, row.cells, whole, around.now),
        conditions=_conditions(whole),
        containers=containers,
        yaml=shown(whole),
        editable=editable(whole),
        whole=without_secrets(whole),
    )


def _owner(whole: dict[str, Any], namespace: str) -> Ref | None:
    owners = whole.get("metadata", {}).get("ownerReferences") or []
    if not owners:
        return None
    chosen = next((o for o in owners if o.get("controller")), owners[0])
    return Ref(chosen.get("kind", ""), namespace, chosen.get("name", ""), chosen.get("uid", ""))


def _next_owner(connection: Connection, ref: Ref) -> Ref | None:
    kind = find_kind(ref.kind)
    if kind is None:
        return None
    try:
        whole = msgspec.json.decode(connection.get(kind.path(ref.namespace, ref.name)))
    except EdgewrightError:
        return None
    return _owner(whole, ref.namespace)


def _lines(
    kind: Kind, cells: tuple[Any, ...], whole: dict[str, Any], now: float
) -> tuple[Line, ...]:
    meta = whole.get("metadata", {})
    labels = {str(k): str(v) for k, v in (meta.get("labels") or {}).items()}
    notes = meta.get("annotations") or {}
    row_lines = [
        Line(column.name, inert(text))
        for column, cell in zip(kind.columns, cells, strict=True)
        if (text := cell_text(cell, now)) and column.name != "NAME"
    ]
    return (
        *row_lines,
        Line("Created", inert(meta.get("creationTimestamp") or "")),
        Line("Labels", inert(labels_text(labels))),
        Line("Annotations", str(len(notes))),
    )


def _conditions(whole: dict[str, Any]) -> tuple[ConditionLine, ...]:
    found = (whole.get("status") or {}).get("conditions") or []
    return tuple(_condition(c) for c in found if isinstance(c, dict))


def _condition(found: dict[str, Any]) -> ConditionLine:
    name, status = str(found.get("type", "")), str(found.get("status", ""))
    bad = any(word in name for word in _BAD)
    good = None if status not in ("True", "False") else (status == "True") is not bad
    return ConditionLine(
        name=inert(name),
        status=inert(status),
        reason=inert(str(found.get("reason") or "")),
        message=inert(str(found.get("message") or "")),
        since=moment(found.get("lastTransitionTime")),
        good=good,
    )
