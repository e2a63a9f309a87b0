"""The program as a whole: it opens, it closes, and no error vanishes."""

from __future__ import annotations

import asyncio
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from typing import TypeVar

import pytest
from PySide6.QtWidgets import QApplication, QPushButton, QWidget

from gui.app import opener, show
from gui.bridge import Unexpected, details_of
from gui.viewmodels.setup import Options
from gui.widgets.report_dialog import ReportDialog
from gui.wizard.window import WizardWindow
from installer.errors import UsageError

PATIENCE = 2000
SIMULATED = "happy-shop"
# Shows the window in the loop that the program really uses, and closes it again.
WHOLE = """
import sys
from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QApplication
from gui import app

shown = app.show

async def show(*arguments):
    QTimer.singleShot(200, QApplication.closeAllWindows)
    await shown(*arguments)

app.show = show
sys.exit(app.main(sys.argv[1:]))
"""


async def until(condition: Callable[[], bool]) -> None:
    for _ in range(PATIENCE):
        QApplication.processEvents()
        if condition():
            return
        await asyncio.sleep(0.005)
    raise AssertionError("it never happened")


W = TypeVar("W", bound=QWidget)


def windows(kind: type[W]) -> list[W]:
    return [w for w in QApplication.topLevelWidgets() if isinstance(w, kind) and w.isVisible()]


async def test_what_nobody_caught_is_shown_and_the_program_goes_on(tmp_path: Path) -> None:
    options = Options(simulate=SIMULATED)
    running = asyncio.create_task(show(opener(tmp_path, SIMULATED), options))
    await until(lambda: bool(windows(WizardWindow)))
    loop = asyncio.get_running_loop()
    for word in ("first", "second"):
        error = ValueError(f"{word} password=swordfish")
        loop.call_exception_handler({"message": "a task failed", "exception": error})
    (dialog,) = windows(ReportDialog)
    assert "first" in dialog.details
    assert "second" in dialog.details
    assert "swordfish" not in dialog.details
    (copy,) = dialog.findChildren(QPushButton, "unexpected-copy")
    (close,) = dialog.findChildren(QPushButton, "unexpected-close")
    copy.click()
    assert QApplication.clipboard().text() == dialog.details
    close.click()
    assert windows(WizardWindow)
    windows(WizardWindow)[0].close()
    await until(running.done)
    await running
    assert sys.excepthook is sys.__excepthook__


async def test_an_error_in_a_slot_is_reported() -> None:
    unexpected, heard = Unexpected(), list[str]()
    unexpected.reported.connect(heard.append)
    loop = asyncio.get_running_loop()
    unexpected.watch(loop)
    error = RuntimeError("slot")
    sys.excepthook(type(error), error, None)
    unexpected.release(loop)
    assert len(heard) == 1
    assert "RuntimeError: slot" in heard[0]


async def test_a_remark_of_asyncio_is_no_report(caplog: pytest.LogCaptureFixture) -> None:
    unexpected, heard = Unexpected(), list[str]()
    unexpected.reported.connect(heard.append)
    loop = asyncio.get_running_loop()
    unexpected.watch(loop)
    loop.call_exception_handler({"message": "a task took long"})
    unexpected.release(loop)
    assert heard == []
    assert "a task took long" in caplog.text


def test_details_name_the_code_of_our_own_errors() -> None:
    text = details_of(UsageError("There is no such PC.", details="asked for x"), "opening")
    assert text.startswith("opening\n")
    assert f"{UsageError.code}  There is no such PC." in text
    assert "asked for x" in text


def test_simulated_clusters_never_lie_among_real_ones(tmp_path: Path) -> None:
    assert opener(tmp_path, "")("").store.root == tmp_path
    assert opener(tmp_path, "")(SIMULATED).store.root == tmp_path / "simulated"
    assert opener(tmp_path, SIMULATED)(SIMULATED).store.root == tmp_path


@pytest.mark.parametrize(
    ("arguments", "code", "words"),
    [
        (["--simulate", SIMULATED], 0, ""),
        (["--simulate", "nowhere"], UsageError.exit_code, "There is no simulated PC named nowhere"),
    ],
)
def test_the_program_runs_in_its_own_loop(
    tmp_path: Path, arguments: list[str], code: int, words: str
) -> None:
    argv = [sys.executable, "-c", WHOLE, "--state", str(tmp_path), *arguments]
    done = subprocess.run(argv, capture_output=True, text=True, check=False)
    assert done.returncode == code, done.stderr
    assert words in done.stderr
    assert "Traceback" not in done.stderr
