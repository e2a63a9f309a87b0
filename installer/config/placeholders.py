"""Puts the values of one PC into a cluster file that serves many.

    name: shop-${pc}             what the table of PCs has in the column pc
    address: ${address}
    cpus: ${cpus}                a placeholder alone and without quotes may become a number
    proxy: ${env:FACTORY_PROXY}  what the environment says
    note: $${this stays}         two dollar signs: text that begins with ${

Only text that was read already is filled, and what is put in is not read again: a value can become
a text, a number or true/false, and never a list, a name or another placeholder.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field

from installer.config.words import nearest

_MARK = re.compile(r"\$\$\{|\$\{(?P<name>[^{}]*)\}|\$\{")
_ENVIRONMENT = "env:"
_NAME = re.compile(r"(?:env:[A-Za-z_][A-Za-z0-9_]*|[A-Za-z_][A-Za-z0-9_-]*)")


@dataclass(frozen=True, slots=True)
class Value:
    """A value and where it stands: `pcs.csv, line 3, column address`."""

    text: str
    origin: str


@dataclass(frozen=True, slots=True)
class Wrong:
    """What is wrong with a placeholder, and which name was probably meant."""

    message: str
    suggestion: str = ""


@dataclass(slots=True)
class Filled:
    """A text with its values; `alone` when it was nothing but one placeholder.

    `origins` says where the values came from, `private` whether one is from the environment.
    """

    text: str = ""
    alone: bool = False
    private: bool = False
    origins: list[str] = field(default_factory=list)
    wrongs: list[Wrong] = field(default_factory=list)


class Placeholders:
    """The values that a file may name; remembers which ones it did.

    `values` has a value for each name, `environment` is that of the process, and `table` is the
    file from which the values are, empty without one.
    """

    def __init__(
        self, values: Mapping[str, Value], environment: Mapping[str, str], *, table: str = ""
    ) -> None:
        self._values = values
        self._environment = environment
        self._table = table
        self._used: set[str] = set()

    def fill(self, text: str) -> Filled:
        """The text with each placeholder replaced by its value, or what is wrong with it."""
        filled = Filled()
        match = _MARK.fullmatch(text)
        filled.alone = match is not None and match["name"] is not None
        filled.text = _MARK.sub(lambda found: self._one(found, filled), text)
        return filled

    def unused(self, free: frozenset[str]) -> tuple[str, ...]:
        """The names that have a value and that the file never named, without those in `free`."""
        return tuple(name for name in self._values if name not in self._used | free)

    def _one(self, match: re.Match[str], filled: Filled) -> str:
        name = match["name"]
        if match[0] == "$${":
            return "${"
        if name is None:
            filled.wrongs.append(Wrong("a placeholder is opened with ${ and never closed with }"))
            return match[0]
        if not _NAME.fullmatch(name):
            filled.wrongs.append(Wrong("between ${ and } the name of a column or env:NAME stands"))
            return match[0]
        value = self._find(name)
        if isinstance(value, Wrong):
            filled.wrongs.append(value)
            return match[0]
        filled.private |= name.startswith(_ENVIRONMENT)
        filled.origins.append(value.origin)
        return value.text

    def _find(self, name: str) -> Value | Wrong:
        if name.startswith(_ENVIRONMENT):
            variable = name.removeprefix(_ENVIRONMENT)
            value = Value(self._environment.get(variable, ""), f"environment variable {variable}")
        elif name in self._values:
            self._used.add(name)
            value = self._values[name]
        else:
            return self._unknown(name)
        if not value.text:
            return Wrong(f"${{{name}}} has no value: {value.origin} is empty or not set")
        if not value.text.isprintable():
            return Wrong(f"the value of ${{{name}}} is not one line of text: {value.origin}")
        return value

    def _unknown(self, name: str) -> Wrong:
        if not self._table:
            return Wrong(f"${{{name}}} has no value: no table of PCs was given (--values)")
        near = nearest(name, tuple(self._values))
        suggestion = f"${{{near}}}" if near else ""
        return Wrong(f"{self._table} has no column {name}", suggestion)
