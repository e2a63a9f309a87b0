"""Plain sentences beside Kubernetes' own words, with the values in them kept apart.

The window translates the sentence and puts the values in; the command line shows English.
"""

from __future__ import annotations

from collections.abc import Mapping

import msgspec

from installer.cluster.text import inert

_VALUE_LENGTH = 120
_NONE: dict[str, str | int] = {}


class Phrase(msgspec.Struct, frozen=True):
    """A sentence with `{name}` for each value; the values are inert text or numbers."""

    text: str
    values: Mapping[str, str | int] = _NONE

    def __str__(self) -> str:
        return self.text.format(**self.values) if self.values else self.text


NOTHING = Phrase("")
# Whether a person should look at something, and a plain sentence about it.
Judged = tuple[bool, Phrase]


def say(text: str, **values: str | int) -> Phrase:
    """A sentence with values; text of the cluster in them becomes inert and short."""
    safe = {k: inert(v, _VALUE_LENGTH) if isinstance(v, str) else v for k, v in values.items()}
    return Phrase(text, safe)
