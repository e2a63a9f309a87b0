"""`edgewright-gui --self-check`: whether the window of this copy of the program is whole."""

from __future__ import annotations

import importlib
import pkgutil
import sys
import tempfile
from collections.abc import Awaitable, Callable, Iterator
from pathlib import Path

from PySide6.QtWidgets import QApplication

import gui
from gui.texts import languages, table_of
from gui.viewmodels.setup import Options, Setup
from gui.wizard.window import WizardWindow
from installer.api import open_session

_PC = "happy-shop"


async def self_check(app: QApplication) -> int:
    """Load and show everything once, say what was found, and return the exit code."""
    looks: dict[str, Callable[[], str | Awaitable[str]]] = {
        "modules": _modules,
        "platform": app.platformName,
        "languages": _languages,
        "window": _window,
    }
    failed = False
    for name, look in looks.items():
        try:
            found = look()
            line = f"ok      {name}: {found if isinstance(found, str) else await found}"
        except Exception as error:  # noqa: BLE001 - whatever it is, it must be told
            line, failed = f"FAILED  {name}: {type(error).__name__}: {error}", True
        # A program of Windows that has a window has no standard output.
        if sys.stdout is not None:
            sys.stdout.write(f"{line}\n")
    return int(failed)


def _modules() -> str:
    names = list(_names())
    for name in names:
        importlib.import_module(name)
    return f"{len(names)} modules"


def _names() -> Iterator[str]:
    for info in pkgutil.walk_packages(gui.__path__, "gui."):
        if not info.name.endswith("__main__"):
            yield info.name


def _languages() -> str:
    codes = [code for code in languages() if code == "en" or table_of(code)]
    return ", ".join(codes)


async def _window() -> str:
    with tempfile.TemporaryDirectory() as folder:
        setup = Setup(lambda _: open_session(state=Path(folder), simulate=_PC), Options(_PC))
        window = WizardWindow(setup)
        size = window.grab().size()
        await setup.work.stop()
        window.deleteLater()
        return f"{size.width()} x {size.height()}"
