"""A number of steps that is shown, and read back, as the size that it stands for."""

from __future__ import annotations

import re

from PySide6.QtGui import QValidator

from gui.texts import language
from gui.viewmodels.shares import Choice
from gui.widgets.buttons import SpinBox
from installer.api import Size


class SizeSpin(SpinBox):
    """Shows `8 GB` for 32 steps of 256 MB; `8` alone is read as it is shown."""

    def __init__(self, choice: Choice) -> None:
        self._choice = choice
        super().__init__(choice.least, choice.most, choice.value)

    def textFromValue(self, value: int) -> str:  # noqa: N802 - Qt's own name
        """The size in words."""
        return self._choice.text(value)

    def valueFromText(self, text: str) -> int:  # noqa: N802 - Qt's own name
        """The nearest number of steps to a size; what cannot be read changes nothing."""
        steps = self._read(text)
        return self.value() if steps is None else steps

    def validate(self, text: str, pos: int) -> tuple[QValidator.State, str, int]:
        """Anything may be typed on the way to a size."""
        steps = self._read(text)
        good = steps is not None and self.minimum() <= steps <= self.maximum()
        state = QValidator.State.Acceptable if good else QValidator.State.Intermediate
        return state, text, pos

    def _read(self, text: str) -> int | None:
        plain = text.strip().replace(language.locale.groupSeparator(), "")
        plain = plain.replace(language.locale.decimalPoint(), ".")
        if self._choice.unit == 1:
            return int(plain) if plain.isdecimal() else None
        if re.fullmatch(r"\d+(\.\d+)?", plain):
            plain += "GB"
        try:
            return round(Size.parse(plain) / self._choice.unit)
        except ValueError:
            return None
