"""YAML or JSON text with objects, as people write or edit it, and objects as text for people."""

from __future__ import annotations

import base64
from collections.abc import Mapping
from typing import Any

import yaml

from installer.cluster.text import inert_text
from installer.config.yaml_text import dump_yaml
from installer.errors import ConfigInvalid, Problem

_HIDDEN = "(hidden)"
_LENGTH = 400_000
_VALUE_LENGTH = 4000
# What the server writes into an object and nobody edits.
_SERVER_META = ("managedFields", "resourceVersion", "uid", "creationTimestamp", "generation")
_LAST_APPLIED = "kubectl.kubernetes.io/last-applied-configuration"


class _Loader(yaml.SafeLoader):
    """Reads times as text, as JSON does, and refuses aliases, by which a file becomes endless."""

    def compose_node(self, parent: yaml.Node | None, index: int) -> yaml.Node | None:
        if self.check_event(yaml.AliasEvent):
            raise yaml.YAMLError("YAML aliases are not allowed here")
        return super().compose_node(parent, index)


_Loader.yaml_implicit_resolvers = {
    first: [(tag, pattern) for tag, pattern in found if not tag.endswith(":timestamp")]
    for first, found in yaml.SafeLoader.yaml_implicit_resolvers.items()
}


def load_documents(data: str | bytes) -> list[Any]:
    """The documents of a YAML text; raises yaml.YAMLError."""
    return [document for document in yaml.load_all(data, Loader=_Loader) if document is not None]


def read_manifest(text: str) -> list[dict[str, Any]]:
    """The objects of a text, lists opened; raises ConfigInvalid, naming what is wrong."""
    try:
        documents = load_documents(text)
    except (yaml.YAMLError, ValueError, RecursionError) as error:
        raise ConfigInvalid("The text", [Problem("", str(error)[:500])]) from error
    found: list[dict[str, Any]] = []
    problems: list[Problem] = []
    for number, document in enumerate(documents, start=1):
        items = document.get("items") if isinstance(document, dict) else None
        for item in items if isinstance(items, list) else [document]:
            problem = _problem(item)
            if problem:
                problems.append(Problem(f"object {number}", problem))
            else:
                found.append(item)
    if not documents:
        problems.append(Problem("", "there is no object in it"))
    if problems:
        raise ConfigInvalid("The text", problems)
    return found


def _problem(item: object) -> str:
    if not isinstance(item, dict):
        return "it is not an object"
    for key in ("apiVersion", "kind"):
        if not isinstance(item.get(key), str):
            return f"{key} is missing"
    meta = item.get("metadata")
    if not isinstance(meta, dict) or not isinstance(meta.get("name"), str):
        return "metadata.name is missing"
    return ""


def shown(whole: Mapping[str, Any]) -> str:
    """An object as YAML to look at: inert, bounded, secrets hidden, without server's notes."""
    cleaned = _bounded(without_secrets(dict(whole)))
    cleaned["metadata"] = {
        k: v for k, v in cleaned.get("metadata", {}).items() if k != "managedFields"
    }
    return inert_text(dump_yaml(cleaned), _LENGTH)


def editable(whole: Mapping[str, Any]) -> str:
    """An object as YAML to edit and apply; empty for a secret, which must not be shown."""
    if whole.get("kind") == "Secret":
        return ""
    cleaned = {key: value for key, value in whole.items() if key != "status"}
    meta = {k: v for k, v in cleaned.get("metadata", {}).items() if k not in _SERVER_META}
    notes = {k: v for k, v in (meta.pop("annotations", None) or {}).items() if k != _LAST_APPLIED}
    cleaned["metadata"] = {**meta, **({"annotations": notes} if notes else {})}
    text = dump_yaml(cleaned)
    # Text that would not be shown as it is becomes escapes, which YAML reads back.
    return text if inert_text(text, len(text)) == text else yaml.safe_dump(cleaned, sort_keys=False)


def without_secrets(whole: dict[str, Any]) -> dict[str, Any]:
    """The object with the values of a secret hidden; names and sizes stay."""
    if whole.get("kind") != "Secret":
        return whole
    masked = dict(whole)
    for key in ("data", "stringData"):
        if isinstance(masked.get(key), dict):
            masked[key] = {name: _size_of(value) for name, value in masked[key].items()}
    meta = dict(masked.get("metadata") or {})
    if isinstance(meta.get("annotations"), dict):
        meta["annotations"] = {k: v for k, v in meta["annotations"].items() if k != _LAST_APPLIED}
    return {**masked, "metadata": meta}


def _size_of(value: object) -> str:
    try:
        size = len(base64.b64decode(str(value), validate=True))
    except ValueError:
        size = len(str(value))
    return f"{_HIDDEN} {size} bytes"


def _bounded(value: Any) -> Any:
    if isinstance(value, dict):
        return {key: _bounded(inner) for key, inner in value.items()}
    if isinstance(value, list):
        return [_bounded(inner) for inner in value]
    if isinstance(value, str) and len(value) > _VALUE_LENGTH:
        return f"{value[:_VALUE_LENGTH]}... ({len(value) - _VALUE_LENGTH} more characters)"
    return value
