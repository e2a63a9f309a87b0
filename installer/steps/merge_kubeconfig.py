"""Adds the cluster to the user's own kubeconfig, and takes it out again with the cluster."""

from __future__ import annotations

import os
from dataclasses import dataclass
from pathlib import Path
from typing import Any, ClassVar

import yaml

from installer.errors import UsageError
from installer.files import write_private
from installer.steps.base import NodeStep, Probe
from installer.steps.context import Owned, StepContext

_LISTS = ("clusters", "users", "contexts")


@dataclass(frozen=True)
class MergeKubeconfig(NodeStep):
    """Merge the kubeconfig into the user's own; done only when the user asks for it."""

    kind: ClassVar[str] = "merge-kubeconfig"
    owns: ClassVar[bool] = True

    @property
    def title(self) -> str:
        return "Add the cluster to your kubeconfig"

    def describe(self) -> str:
        return f"adds the cluster to {user_kubeconfig()}; what stands there already is kept"

    async def probe(self, ctx: StepContext) -> Probe:
        wanted = _load(ctx.paths.kubeconfig)
        there = _load(user_kubeconfig())
        same = all(entry in there.get(kind, ()) for kind in _LISTS for entry in wanted[kind])
        return Probe.DONE if same else Probe.TODO

    async def apply(self, ctx: StepContext) -> None:
        target = user_kubeconfig()
        ours = _load(ctx.paths.kubeconfig)
        theirs = _load(target)
        ctx.own("entry in kubeconfig", str(target))
        merged = _without(theirs, _name(ctx))
        for kind in _LISTS:
            merged[kind] = [*(merged.get(kind) or ()), *ours[kind]]
        merged.setdefault("apiVersion", "v1")
        merged.setdefault("kind", "Config")
        merged.setdefault("current-context", ours["current-context"])
        _save(target, merged)

    async def undo(self, ctx: StepContext, owned: Owned) -> None:
        target = Path(owned.ident)
        if not target.exists():
            return
        left = _without(_load(target), _name(ctx))
        if any(left.get(kind) for kind in _LISTS):
            _save(target, left)
        else:
            target.unlink()


def user_kubeconfig() -> Path:
    """The file that kubectl uses: the first of $KUBECONFIG, or ~/.kube/config."""
    named = os.environ.get("KUBECONFIG", "").split(os.pathsep)[0]
    # A link keeps pointing to the file that is changed.
    return (Path(named) if named else Path.home() / ".kube" / "config").resolve()


def _name(ctx: StepContext) -> str:
    return f"edgewright-{ctx.config.name}"


def _load(path: Path) -> dict[str, Any]:
    try:
        document = yaml.safe_load(path.read_text(encoding="utf-8"))
    except FileNotFoundError:
        return {}
    except (yaml.YAMLError, UnicodeDecodeError) as error:
        raise UsageError(f"{path} is not a kubeconfig.", details=str(error)) from error
    if document is not None and not isinstance(document, dict):
        raise UsageError(f"{path} is not a kubeconfig.", details="it does not hold a mapping")
    return document or {}


def _without(document: dict[str, Any], name: str) -> dict[str, Any]:
    """The document without our entries; a context that was in use is no longer."""
    kept = dict(document)
    for kind in _LISTS:
        if kind in kept:
            kept[kind] = [entry for entry in kept[kind] or () if entry.get("name") != name]
    if kept.get("current-context") == name:
        del kept["current-context"]
    return kept


def _save(path: Path, document: dict[str, Any]) -> None:
    write_private(path, yaml.safe_dump(document, sort_keys=False).encode())


STEP = MergeKubeconfig
