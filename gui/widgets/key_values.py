"""Names and values below each other."""

from __future__ import annotations

from collections.abc import Collection, Iterable

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QGridLayout, QWidget

from gui.widgets.text import Text


def key_values(
    pairs: Iterable[tuple[str, str]], key_width: int = 120, mono: Collection[str] = ()
) -> QWidget:
    """A table of names and values; the values of `mono` are set as a machine writes them."""
    table = QWidget()
    grid = QGridLayout(table)
    grid.setContentsMargins(0, 0, 0, 0)
    grid.setHorizontalSpacing(12)
    grid.setVerticalSpacing(7)
    grid.setColumnMinimumWidth(0, key_width)
    grid.setColumnStretch(1, 1)
    for line, (name, value) in enumerate(pairs):
        grid.addWidget(Text(name, "small", "text3"), line, 0, Qt.AlignmentFlag.AlignTop)
        role = "mono" if name in mono else "small"
        grid.addWidget(Text(value, role, wrap=True, select=True), line, 1)
    return table
