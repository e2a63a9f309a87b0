"""Server-side apply, first as a dry run: what would change, and which fields are somebody else's.

See kubernetes.io/docs/reference/using-api/server-side-apply.
"""

from __future__ import annotations

import difflib
import re
from collections.abc import Mapping
from typing import Any

import msgspec

from installer.cluster.connection import Connection
from installer.cluster.deeds import FieldConflict, Preview
from installer.cluster.manifests import read_manifest, shown
from installer.cluster.objects import Part
from installer.cluster.rows import Ref
from installer.cluster.text import inert
from installer.errors import ClusterRefused, ConfigInvalid, Problem

MANAGER = "edgewright"
_APPLY = "application/apply-patch+yaml"  # JSON is YAML
_NOT_FOUND, _CONFLICT = 404, 409
_MANAGER_OF = re.compile(r'conflict with "(?P<manager>[^"]*)"')


class _Resource(Part, frozen=True):
    name: str = ""
    kind: str = ""
    namespaced: bool = False


class _Resources(Part, frozen=True):
    resources: list[_Resource] | None = None


class _Cause(Part, frozen=True):
    reason: str = ""
    message: str = ""
    field: str = ""


class _Details(Part, frozen=True):
    causes: list[_Cause] | None = None


class _Refusal(Part, frozen=True):
    details: _Details | None = None


class Applier:
    """Applies texts to one cluster; blocks."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection
        self._resources: dict[str, list[_Resource]] = {}

    def preview(self, text: str, *, force: bool) -> tuple[Preview, ...]:
        """What applying would do; raises ConfigInvalid, ClusterRefused, HostUnreachable."""
        return tuple(self._preview(item, force=force) for item in read_manifest(text))

    def apply(self, text: str, *, force: bool) -> tuple[Ref, ...]:
        """Apply every object in order; errors as of `preview`, the objects before stay applied."""
        found = []
        for item in read_manifest(text):
            answer = self._send(item, {"force": str(force).lower()})
            found.append(_ref(answer))
        return tuple(found)

    def _preview(self, item: dict[str, Any], *, force: bool) -> Preview:
        before = self._read(item)
        query = {"dryRun": "All", "force": str(force).lower()}
        conflicts: tuple[FieldConflict, ...] = ()
        try:
            after = self._send(item, query)
        except ClusterRefused as error:
            if error.status != _CONFLICT or not error.body:
                raise
            conflicts = _conflicts(error.body, before or {}, item)
            after = self._send(item, {**query, "force": "true"})
        old, new = (shown(_still(found)) if found else "" for found in (before, after))
        lines = difflib.unified_diff(
            old.splitlines(), new.splitlines(), "in the cluster", "applied", lineterm=""
        )
        return Preview(_ref(after), before is None, "\n".join(lines), conflicts)

    def _send(self, item: dict[str, Any], query: Mapping[str, str]) -> dict[str, Any]:
        answer = self._connection.send(
            "PATCH",
            self._path(item),
            {"fieldManager": MANAGER, **query},
            body=msgspec.json.encode(item),
            content=_APPLY,
        )
        found: dict[str, Any] = msgspec.json.decode(answer)
        return found

    def _read(self, item: dict[str, Any]) -> dict[str, Any] | None:
        try:
            found: dict[str, Any] = msgspec.json.decode(self._connection.get(self._path(item)))
        except ClusterRefused as error:
            if error.status == _NOT_FOUND:
                return None
            raise
        return found

    def _path(self, item: dict[str, Any]) -> str:
        version, word, meta = item["apiVersion"], item["kind"], item["metadata"]
        api = f"/apis/{version}" if "/" in version else f"/api/{version}"
        resource = next((r for r in self._known(api, version) if r.kind == word), None)
        if resource is None:
            message = f"the cluster does not know the kind {word} of {version}"
            raise ConfigInvalid("The text", [Problem(f"{word} {meta['name']}", message)])
        place = f"/namespaces/{meta.get('namespace') or 'default'}" if resource.namespaced else ""
        return f"{api}{place}/{resource.name}/{meta['name']}"

    def _known(self, api: str, version: str) -> list[_Resource]:
        """The kinds of an API version, without their subresources."""
        if version not in self._resources:
            try:
                answer = self._connection.get(api)
            except ClusterRefused as error:
                if error.status == _NOT_FOUND:
                    return []
                raise
            found = msgspec.json.decode(answer, type=_Resources).resources or []
            self._resources[version] = [r for r in found if "/" not in r.name]
        return self._resources[version]


def _ref(found: Mapping[str, Any]) -> Ref:
    meta = found["metadata"]
    return Ref(found["kind"], meta.get("namespace", ""), meta["name"], meta.get("uid", ""))


def _still(found: Mapping[str, Any]) -> dict[str, Any]:
    """Without what changes at every write."""
    meta = {
        k: v for k, v in found["metadata"].items() if k not in ("resourceVersion", "generation")
    }
    return {**found, "metadata": meta}


def _conflicts(
    body: bytes, before: Mapping[str, Any], ours: Mapping[str, Any]
) -> tuple[FieldConflict, ...]:
    try:
        details = msgspec.json.decode(body, type=_Refusal).details
    except msgspec.DecodeError:
        return ()
    return tuple(
        FieldConflict(
            path=inert(cause.field),
            manager=inert(match["manager"] if (match := _MANAGER_OF.search(cause.message)) else ""),
            theirs=_at(before, cause.field),
            ours=_at(ours, cause.field),
        )
        for cause in (details.causes if details is not None else None) or ()
        if cause.reason == "FieldManagerConflict"
    )


def _at(found: Any, path: str) -> str:
    """The value at a path such as `.spec.template.spec.containers[name="app"].image`."""
    for part in re.findall(r'\.([^.\[]+)|\[(\w+)="([^"]*)"[^\]]*\]', path):
        key, by, wanted = part
        if key:
            found = found.get(key) if isinstance(found, Mapping) else None
        elif isinstance(found, list):
            found = next((f for f in found if isinstance(f, Mapping) and f.get(by) == wanted), None)
    return "" if found is None else inert(str(found))
