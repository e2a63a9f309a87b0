"""A shared folder of a file server on the page Safety."""

from __future__ import annotations

from functools import partial

from PySide6.QtCore import QSignalBlocker
from PySide6.QtWidgets import QCheckBox, QLineEdit

from gui.texts import tr
from gui.viewmodels.shares_list import ShareItem, SharesModel
from gui.widgets.buttons import button
from gui.widgets.cards import Card
from gui.widgets.field import Field
from gui.widgets.layouts import row
from gui.widgets.text import Text


class ShareCard(Card):
    """Its fields in one line, judged while somebody types."""

    def __init__(self, model: SharesModel, item: ShareItem) -> None:
        super().__init__(gap=10)
        self._model, self.item = model, item
        self._fields: dict[str, tuple[Field, QLineEdit]] = {}
        remove = button(tr("Take out"), "ghost", small=True)
        remove.setAccessibleName(tr("Take out share {number}", number=item.index + 1))
        remove.setObjectName(f"share-remove-{item.index}")
        remove.clicked.connect(partial(model.remove, item.index))
        self._lock = QCheckBox(tr("Read only"))
        self._lock.setObjectName(f"share-lock-{item.index}")
        name = tr("Share {number} is read only", number=item.index + 1)
        self._lock.setAccessibleName(name)
        self._lock.toggled.connect(lambda on: model.lock(self.item.index, on=on))
        self.add(row(Text(item.title, "strong"), None, self._lock, remove, gap=12))
        for info in model.fields(item.index):
            edit = QLineEdit()
            edit.setObjectName(f"share-{item.index}-{info.key}")
            edit.textEdited.connect(partial(model.type, item.index, info.key))
            field = Field(tr(info.label), edit, tr(info.help), optional=info.optional)
            self._fields[info.key] = (field, edit)
        self.add(row(*((field, 1) for field, _ in self._fields.values()), gap=12))

    def refresh(self) -> None:
        """Show values and problems."""
        index = self.item.index
        with QSignalBlocker(self._lock):
            self._lock.setChecked(self._model.items[index].read_only)
        for key, (field, edit) in self._fields.items():
            text = self._model.text(index, key)
            # What is being typed stays as it is typed.
            if not edit.hasFocus() and edit.text() != text:
                edit.setText(text)
            field.show_problem(self._model.problem(index, key))
