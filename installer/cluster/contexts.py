"""The clusters that can be chosen: the contexts of a kubeconfig."""

from __future__ import annotations

import os
from pathlib import Path

import yaml


def kubeconfig_files(given: Path | None) -> tuple[Path, ...]:
    """The file that was given, or those of KUBECONFIG, or the user's own; only what is there."""
    if given is not None:
        return (given,)
    named = os.environ.get("KUBECONFIG", "")
    paths = [Path(word).expanduser() for word in named.split(os.pathsep) if word]
    return tuple(path for path in paths or [Path.home() / ".kube" / "config"] if path.is_file())


def contexts_in(path: Path) -> tuple[tuple[str, ...], str]:
    """The contexts of a file and the current one; nothing when it cannot be read."""
    try:
        document = yaml.safe_load(path.read_text(encoding="utf-8"))
    except (OSError, UnicodeDecodeError, yaml.YAMLError):
        return (), ""
    if not isinstance(document, dict):
        return (), ""
    found = document.get("contexts")
    contexts = [c for c in found if isinstance(c, dict)] if isinstance(found, list) else []
    names = tuple(str(c["name"]) for c in contexts if c.get("name"))
    return names, str(document.get("current-context") or "")
