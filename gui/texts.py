"""The words of the window: English in the code, other languages in `resources/i18n`.

`tr` looks a sentence up when it is shown, so a change of the language needs no restart: whoever
shows words listens to `language.changed` and shows them anew.
"""

from __future__ import annotations

import json

from PySide6.QtCore import QLocale, QObject, Signal

from installer.api import GIB, KIB, MIB, resource_path

# A pseudo language that is about half as long again as English finds words that are cut off.
PSEUDO = "pseudo"


class Language(QObject):
    """The language that is in use; `en` needs no table."""

    changed = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.code = "en"
        self._table: dict[str, str] = {}

    def use(self, code: str) -> None:
        """Switch to a language of `languages()`, or to the pseudo language."""
        if code == self.code:
            return
        self._table = {} if code in ("en", PSEUDO) else table_of(code)
        self.code = code
        self.changed.emit()

    def translate(self, text: str) -> str:
        """The text in this language; English where there is no translation."""
        return _stretched(text) if self.code == PSEUDO else self._table.get(text, text)

    @property
    def locale(self) -> QLocale:
        """How numbers and times are written."""
        return QLocale("en" if self.code == PSEUDO else self.code)


language = Language()


def table_of(code: str, file: str = "*") -> dict[str, str]:
    """English sentence -> sentence of a language, from one file of its folder or from all."""
    table: dict[str, str] = {}
    for path in sorted(resource_path(f"i18n/{code}").glob(f"{file}.json")):
        table |= json.loads(path.read_text(encoding="utf-8"))
    return table


def languages() -> dict[str, str]:
    """Code -> the language's name in itself."""
    found = {"en": "English"}
    for folder in sorted(resource_path("i18n").iterdir()):
        found[folder.name] = QLocale(folder.name).nativeLanguageName()
    return found


def tr(text: str, **values: object) -> str:
    """The text in the language in use, with `{name}` replaced by the values."""
    translated = language.translate(text)
    return translated.format(**values) if values else translated


def later(text: str) -> str:
    """Marks a text in a table that goes through `tr` only when it is shown."""
    return text


def number_text(value: float, digits: int = 1) -> str:
    """A number in the language's own form, without needless zeros."""
    if value == int(value):
        return language.locale.toString(int(value))
    return language.locale.toString(float(value), "f", digits)


def size_text(size: int) -> str:
    """Bytes in GB, or in MB below one; 1 GB is 1024 MB, as the system itself shows them."""
    if size < MIB:
        return f"{number_text(-(-size // KIB))} KB"
    if size < GIB:
        return f"{number_text(size // MIB)} MB"
    return f"{number_text(round(size / GIB, 1))} GB"


def duration_text(seconds: float) -> str:
    """A time in words: `45 s`, `2 min 10 s`, `1 h 5 min`."""
    whole = round(seconds)
    if whole < 60:
        return f"{whole} s"
    minutes, rest = divmod(whole, 60)
    if minutes >= 60:
        hours, minutes = divmod(minutes, 60)
        return f"{hours} h {minutes} min" if minutes else f"{hours} h"
    return f"{minutes} min {rest} s" if rest and minutes < 10 else f"{minutes} min"


def _stretched(text: str) -> str:
    return f"[{text}{'~' * (len(text) // 2)}]"
