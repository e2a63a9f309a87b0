"""Text fields of a model in two columns; they are judged while somebody types."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial
from typing import Protocol

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QGridLayout, QLineEdit, QWidget

from gui.texts import tr
from gui.viewmodels.network_fields import FieldInfo
from gui.widgets.field import Field

_COLUMNS = 2


class FieldsModel(Protocol):
    """What a grid needs of a model."""

    @property
    def fields(self) -> Sequence[FieldInfo]:
        """The fields that there are now."""
        ...

    def text(self, key: str) -> str:
        """What stands in a field."""
        ...

    def type(self, key: str, text: str) -> None:
        """The user has typed into a field."""
        ...

    def problem(self, key: str) -> str:
        """What is wrong with a field; empty when nothing is."""
        ...


class FieldGrid(QWidget):
    """Makes fields that are new and takes away those that are gone; the others stay.

    `prefix` is for the names of the controls.
    """

    def __init__(self, model: FieldsModel, prefix: str) -> None:
        super().__init__()
        self._model, self._prefix = model, prefix
        self._grid = QGridLayout(self)
        self._grid.setContentsMargins(0, 0, 0, 0)
        self._grid.setHorizontalSpacing(14)
        self._grid.setVerticalSpacing(10)
        for column in range(_COLUMNS):
            self._grid.setColumnStretch(column, 1)
        self._infos: tuple[FieldInfo, ...] = ()
        self._fields: dict[str, tuple[Field, QLineEdit]] = {}

    def refresh(self) -> None:
        """Show values and problems."""
        infos = tuple(self._model.fields)
        if infos != self._infos:
            self._arrange(infos)
        for key, (field, edit) in self._fields.items():
            text = self._model.text(key)
            # What is being typed stays as it is typed: a comma more is no other value.
            if not edit.hasFocus() and edit.text() != text:
                edit.setText(text)
            field.show_problem(self._model.problem(key))

    def _arrange(self, infos: tuple[FieldInfo, ...]) -> None:
        same = {info.key for info in infos} & {info.key for info in self._infos if info in infos}
        for key in [key for key in self._fields if key not in same]:
            field, _ = self._fields.pop(key)
            self._grid.removeWidget(field)
            field.hide()
            field.deleteLater()
        self._infos = infos
        for index, info in enumerate(infos):
            if info.key not in self._fields:
                self._fields[info.key] = self._make(info)
            field, _ = self._fields[info.key]
            place = divmod(index, _COLUMNS)
            self._grid.addWidget(field, *place, Qt.AlignmentFlag.AlignTop)

    def _make(self, info: FieldInfo) -> tuple[Field, QLineEdit]:
        edit = QLineEdit()
        edit.setObjectName(f"{self._prefix}-{info.key}")
        edit.textEdited.connect(partial(self._model.type, info.key))
        return Field(tr(info.label), edit, tr(info.help), optional=info.optional), edit
