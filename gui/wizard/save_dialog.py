"""Asks where to save a file, writes it, and says how that went; blocks nothing."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from pathlib import Path

from PySide6.QtWidgets import QFileDialog, QVBoxLayout, QWidget

from gui.texts import tr
from gui.widgets.cards import Banner
from gui.wizard.page import clear


def ask_to_save(
    parent: QWidget,
    title: str,
    endings: Mapping[str, str],
    save: Callable[[Path], None],
    said: QVBoxLayout,
) -> None:
    """Open the dialog.  `endings` are names of formats by ending, the usual one first.

    `save` writes and may raise OSError; what came of it takes the place of what is in `said`.
    """
    dialog = QFileDialog(parent, title)
    dialog.setAcceptMode(QFileDialog.AcceptMode.AcceptSave)
    filters = {f"{name} (*.{ending})": ending for ending, name in endings.items()}
    dialog.setNameFilters(list(filters))
    dialog.setDefaultSuffix(next(iter(endings)))
    dialog.filterSelected.connect(lambda chosen: dialog.setDefaultSuffix(filters[chosen]))
    dialog.fileSelected.connect(lambda path: _write(Path(path), save, said))
    dialog.finished.connect(dialog.deleteLater)
    dialog.open()


def _write(path: Path, save: Callable[[Path], None], said: QVBoxLayout) -> None:
    try:
        save(path)
        banner = Banner("ok", tr("Saved as {path}", path=path))
    except OSError as error:
        banner = Banner("fail", tr("{path} could not be written", path=path), str(error))
    clear(said)
    said.addWidget(banner)
