"""A sentence of the engine in the language of the window."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Protocol

from gui.texts import tr


class Sentence(Protocol):
    """A pattern, and what is put into it."""

    @property
    def text(self) -> str:
        """English, with `{name}` for each value."""
        ...

    @property
    def values(self) -> Mapping[str, str | int]:
        """The values by their names."""
        ...


def in_words(sentence: Sentence | str) -> str:
    """The sentence, translated, with its values; an empty one stays empty."""
    if isinstance(sentence, str):
        return tr(sentence) if sentence else ""
    return tr(sentence.text, **sentence.values) if sentence.text else ""
