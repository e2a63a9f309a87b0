"""Small changes of one object; they block, and raise ClusterRefused or HostUnreachable."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import UTC, datetime
from typing import Any

import msgspec

from installer.cluster.connection import Connection
from installer.cluster.registry import find_kind
from installer.cluster.rows import Kind, Ref
from installer.errors import UsageError

MERGE = "application/merge-patch+json"
_RESTARTED = "kubectl.kubernetes.io/restartedAt"  # kubectl's own mark, so that both agree


def kind_of(ref: Ref) -> Kind:
    """The kind of a reference; raises UsageError when the console does not know it."""
    kind = find_kind(ref.kind)
    if kind is None:
        raise UsageError(f"{ref.kind} is not a kind that can be changed here.")
    return kind


def path_of(ref: Ref, subresource: str = "") -> str:
    """Where an object is."""
    return kind_of(ref).path(ref.namespace, ref.name, subresource)


def read(connection: Connection, path: str) -> dict[str, Any]:
    """An object as it is."""
    found: dict[str, Any] = msgspec.json.decode(connection.get(path))
    return found


def patch(connection: Connection, path: str, change: Mapping[str, Any]) -> dict[str, Any]:
    """Merge a change into an object; returns it as it is then."""
    answer = connection.send("PATCH", path, body=msgspec.json.encode(change), content=MERGE)
    found: dict[str, Any] = msgspec.json.decode(answer)
    return found


def delete(connection: Connection, ref: Ref, grace: int | None) -> None:
    """Delete an object, if it is still the one of this UID, and what belongs to it."""
    body: dict[str, Any] = {
        "apiVersion": "v1",
        "kind": "DeleteOptions",
        "propagationPolicy": "Background",
    }
    if ref.uid:
        body["preconditions"] = {"uid": ref.uid}
    if grace is not None:
        body["gracePeriodSeconds"] = grace
    connection.send("DELETE", path_of(ref), body=msgspec.json.encode(body))


def scale(connection: Connection, ref: Ref, replicas: int) -> None:
    """Set how many pods are wanted."""
    patch(connection, path_of(ref, "scale"), {"spec": {"replicas": replicas}})


def restart(connection: Connection, ref: Ref, now: float) -> None:
    """Replace the pods one after the other, by a mark in their template."""
    at = datetime.fromtimestamp(now, UTC).strftime("%Y-%m-%dT%H:%M:%SZ")
    template = {"metadata": {"annotations": {_RESTARTED: at}}}
    patch(connection, path_of(ref), {"spec": {"template": template}})


def cordon(connection: Connection, node: str, *, closed: bool) -> None:
    """Close a node for new pods, or open it."""
    path = path_of(Ref("Node", "", node))
    patch(connection, path, {"spec": {"unschedulable": closed or None}})
