"""Writes a cluster file that explains itself: one line of comment above every key."""

from __future__ import annotations

from typing import Any

from pydantic import BaseModel

from installer.config.model import EdgeCluster
from installer.config.outline import keys_of, model_of
from installer.config.yaml_text import dump_yaml

_STEP = "  "
_HEAD = "# A cluster for Edgewright.  Lines that begin with # are explanations.\n"


def commented_yaml(cluster: EdgeCluster) -> str:
    """The cluster file with every key, each below a line that says what it is.

    Reads back as the same cluster.
    """
    content = cluster.model_dump(mode="json", by_alias=True)
    return _HEAD + "\n".join(_group(EdgeCluster, content, explained=True)) + "\n"


def _group(model: type[BaseModel], content: dict[str, Any], *, explained: bool) -> list[str]:
    lines: list[str] = []
    for key, field in keys_of(model).items():
        if explained:
            lines.append(f"# {field.description}")
        inner, value = model_of(field), content[key]
        if not value or not isinstance(value, (list, dict)):
            lines += _dump({key: value})
            continue
        lines.append(f"{key}:")
        if inner is None:
            below = _dump(value)
        elif isinstance(value, dict):
            below = _group(inner, value, explained=True)
        else:
            entries = (_group(inner, v, explained=n == 0) for n, v in enumerate(value))
            below = [line for entry in entries for line in _entry(entry)]
        lines += [_STEP + line for line in below]
    return lines


def _dump(value: object) -> list[str]:
    return dump_yaml(value).splitlines()


def _entry(lines: list[str]) -> list[str]:
    """The lines of one list entry: the dash goes before its first key, comments stay above."""
    first = next(index for index, line in enumerate(lines) if not line.startswith("#"))
    behind = [_STEP + line for line in lines[first + 1 :]]
    return [*lines[:first], f"- {lines[first]}", *behind]
