"""Windows without a screen: a warning of Qt fails a test, and no window is left behind."""

from __future__ import annotations

import os
from collections.abc import Iterator

import pytest
from PySide6.QtCore import QCoreApplication, QEvent
from PySide6.QtWidgets import QApplication

from gui.texts import language
from gui.theme.theme import LIGHT_MODE, theme

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")


@pytest.fixture(scope="session")
def dressed(qapp: QApplication) -> QApplication:
    """The application in its own colours, as it is shown to people."""
    theme.setup(qapp, LIGHT_MODE)
    return qapp


@pytest.fixture(autouse=True)
def tidy_windows(dressed: QApplication) -> Iterator[None]:
    """English and light at the start, and no window open at the end."""
    yield
    language.use("en")
    if theme.dark:
        theme.set_mode(LIGHT_MODE)
    QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)
    left = [type(w).__name__ for w in dressed.topLevelWidgets() if w.isVisible()]
    assert not left, f"windows left behind: {left}"
