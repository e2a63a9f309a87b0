"""Asks where the file for support shall be."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtWidgets import QFileDialog, QWidget

from gui.texts import tr
from gui.viewmodels.console.console import ConsoleModel
from gui.viewmodels.console.support import write_support


def ask_for_support(parent: QWidget, model: ConsoleModel) -> None:
    """Choose a name and write the file."""
    dialog = QFileDialog(parent, tr("Save a file for support"))
    dialog.setAcceptMode(QFileDialog.AcceptMode.AcceptSave)
    dialog.setDefaultSuffix("zip")
    dialog.selectFile(f"{model.title}-support.zip")
    dialog.fileSelected.connect(lambda path: write_support(model, Path(path)))
    dialog.finished.connect(dialog.deleteLater)
    dialog.open()
