"""A mapping that cannot be changed: the parts of a cluster file are values and have a hash."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import TypeVar

V = TypeVar("V")


class FrozenMap(Mapping[str, V]):
    """Names with values, in the order of the file; equal to any mapping with the same content."""

    __slots__ = ("_content",)

    def __init__(self, content: Mapping[str, V] | None = None) -> None:
        self._content: dict[str, V] = dict(content or {})

    def __getitem__(self, key: str) -> V:
        return self._content[key]

    def __iter__(self) -> Iterator[str]:
        return iter(self._content)

    def __len__(self) -> int:
        return len(self._content)

    def __hash__(self) -> int:
        return hash(frozenset(self._content.items()))

    def __repr__(self) -> str:
        return f"FrozenMap({self._content!r})"
