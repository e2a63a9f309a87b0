"""Takes out of objects what must not leave the site, before they go into a support file."""

from __future__ import annotations

import re
from typing import Any

from installer.cluster.manifests import without_secrets
from installer.host.redact import redact

_HIDDEN = "(hidden)"
_SECRET_NAME = re.compile(r"pass|pwd|secret|token|credential|api.?key|private.?key|conn.*str", re.I)
_NOT_KEPT = ("kubectl.kubernetes.io/last-applied-configuration",)


def cleaned(whole: dict[str, Any]) -> dict[str, Any]:
    """An object without secret values, without the server's notes on its fields."""
    masked = without_secrets(whole)
    meta = {k: v for k, v in (masked.get("metadata") or {}).items() if k != "managedFields"}
    if isinstance(meta.get("annotations"), dict):
        notes = meta["annotations"].items()
        meta["annotations"] = {k: v for k, v in notes if k not in _NOT_KEPT}
    result: dict[str, Any] = _masked({**masked, "metadata": meta})
    return result


def _masked(value: Any) -> Any:
    if isinstance(value, dict):
        if _names_secret(value):
            return {**value, "value": _HIDDEN}
        return {key: _masked(inner) for key, inner in value.items()}
    if isinstance(value, list):
        return [_masked(inner) for inner in value]
    return redact(value) if isinstance(value, str) else value


def _names_secret(value: dict[str, Any]) -> bool:
    """Whether it is an environment variable whose name speaks of a secret."""
    name = value.get("name")
    return "value" in value and isinstance(name, str) and bool(_SECRET_NAME.search(name))
