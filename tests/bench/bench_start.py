"""Bar: the window is there after at most 6 times what an empty window of PySide6 takes.

Both are counted from the start of Python to the first painting, warm, in turn, each at its best.
Where the empty one takes a sixth of a second, ours is there within one second.
"""

from __future__ import annotations

import os
import subprocess
import sys
import tempfile
import time

from tests.bench import Measure, finish

_ROUNDS = 7
_EMPTY = """
import asyncio, sys
import qasync
from PySide6.QtCore import QTimer
from PySide6.QtGui import QIcon
from PySide6.QtSvg import QSvgRenderer
from PySide6.QtWidgets import QApplication, QWidget

class Empty(QWidget):
    def paintEvent(self, event):
        print("painted", flush=True)
        QTimer.singleShot(0, app.quit)

app = QApplication(sys.argv[:1])
empty = Empty()
empty.resize(1180, 760)
empty.show()
app.exec()
"""
_OURS = """
import sys
from PySide6.QtCore import QTimer
from gui import app
from gui.wizard.window import WizardWindow

def painted(self, event):
    print("painted", flush=True)
    QTimer.singleShot(0, self.close)

WizardWindow.paintEvent = painted
app.main(sys.argv[1:])
"""


def seconds(code: str, *words: str) -> float:
    """From the start of Python until it says that it has painted."""
    started = time.perf_counter()
    environment = os.environ | {"QT_QPA_PLATFORM": "offscreen"}
    argv = [sys.executable, "-c", code, *words]
    with subprocess.Popen(argv, stdout=subprocess.PIPE, env=environment, text=True) as process:
        assert process.stdout is not None
        assert process.stdout.readline() == "painted\n"
        return time.perf_counter() - started


def main() -> None:
    """Measure and judge."""
    with tempfile.TemporaryDirectory() as state:
        pairs = [(seconds(_OURS, "--state", state), seconds(_EMPTY)) for _ in range(_ROUNDS)]
    ours, empty = (min(column) for column in zip(*pairs, strict=True))
    print(f"        window {ours:.3f} s, empty window {empty:.3f} s")
    finish(Measure(name="start to window over an empty window", value=ours / empty, at_most=6))


if __name__ == "__main__":
    main()
