"""Entry point `edgewright-gui`: the only place where the parts of the window are put together."""

from __future__ import annotations

import argparse
import asyncio
import sys
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

from PySide6.QtCore import QEvent, QLocale, QObject, Qt
from PySide6.QtGui import QIcon, QPainter, QPixmap
from PySide6.QtWidgets import QApplication, QWidget
from qasync import QEventLoop

from gui.bridge import Unexpected
from gui.texts import language, languages
from gui.theme.theme import DARK_MODE, LIGHT_MODE, SYSTEM, theme
from gui.viewmodels.setup import OpenSession, Options, Setup
from gui.widgets.logo import draw_logo
from gui.widgets.reports import Reports
from gui.wizard.window import WizardWindow
from installer.api import EdgewrightError, Session, load_slow_libraries, open_session

_ICON_SIZE = 64
# Long enough for the first page to be painted and read.
_SETTLED_SECONDS = 1.0


def main(argv: Sequence[str] | None = None) -> int:
    """Show the window until it is closed; returns the exit code."""
    given = _parser().parse_args(argv)
    options = Options(
        simulate=given.simulate,
        bundle=given.bundle,
        answers=given.answers,
        resume=given.resume,
    )
    app = dress(given.theme, given.language)
    try:
        with asyncio.Runner(loop_factory=lambda: QEventLoop(app)) as runner:
            if given.self_check:
                # Loads every page, which nobody else shall wait for.
                from gui.self_check import self_check  # noqa: PLC0415

                return runner.run(self_check(app))
            if given.console or given.from_file:
                runner.run(show_console(given))
            else:
                runner.run(show(opener(given.state, given.simulate), options))
    except EdgewrightError as error:
        sys.stderr.write(f"{error.brief}\n{error.resolution}\n")
        return error.exit_code
    except KeyboardInterrupt:
        return 0
    return 0


def dress(mode: str = SYSTEM, code: str = "") -> QApplication:
    """The application in its colours and in a language; empty stands for the system's."""
    existing = QApplication.instance()
    app = existing if isinstance(existing, QApplication) else QApplication(sys.argv[:1])
    app.setApplicationName("Edgewright")
    app.setDesktopFileName("edgewright")
    # The window decides when all is over: tasks are ended first.
    app.setQuitOnLastWindowClosed(False)
    theme.setup(app, mode)
    app.setWindowIcon(_window_icon())
    wanted = code or QLocale.system().name().partition("_")[0]
    language.use(wanted if wanted in languages() else "en")
    return app


def opener(state: Path | None, simulate: str) -> OpenSession:
    """Opens sessions in the folder that was given, or in the usual ones."""

    def open_pc(name: str) -> Session:
        folder = state if state is None or name == simulate else state / "simulated"
        return open_session(state=folder, simulate=name or None)

    return open_pc


async def show(open_pc: OpenSession, options: Options) -> None:
    """Show the wizard until its window is closed; every task is over afterwards."""
    unexpected = Unexpected()
    loop = asyncio.get_running_loop()
    unexpected.watch(loop)
    consoles: list[asyncio.Task[None]] = []

    def console(kubeconfig: Path) -> None:
        given = _parser().parse_args(["--console", "--kubeconfig", str(kubeconfig)])
        consoles.append(loop.create_task(_console(given, unexpected), name="console"))

    setup = Setup(open_pc, replace(options, open_console=console))
    window = WizardWindow(setup)
    reports = Reports(window)
    unexpected.reported.connect(reports.add)
    closing = _Closing(window)
    try:
        window.show()
        setup.work.start(_prepare(), "load slow libraries")
        await closing.over.wait()
        await asyncio.gather(*consoles)
    finally:
        await setup.work.stop()
        unexpected.release(loop)
        window.deleteLater()


async def show_console(given: argparse.Namespace) -> None:
    """Show the console alone until its window is closed."""
    unexpected = Unexpected()
    loop = asyncio.get_running_loop()
    unexpected.watch(loop)
    try:
        await _console(given, unexpected)
    finally:
        unexpected.release(loop)


async def _console(given: argparse.Namespace, unexpected: Unexpected) -> None:
    # The wizard is there at once, because it loads nothing of the console.
    from gui.console import run  # noqa: PLC0415

    options = run.ConsoleOptions(given.kubeconfig, given.context, given.from_file, given.state)
    await run.show_console(options, unexpected)


async def _prepare() -> None:
    """What an installation needs later, once the first page has settled."""
    await asyncio.sleep(_SETTLED_SECONDS)
    await load_slow_libraries()


class _Closing(QObject):
    """Waits until a window is closed; one that is only minimised is not."""

    def __init__(self, window: QWidget) -> None:
        super().__init__(window)
        self.over = asyncio.Event()
        window.installEventFilter(self)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:  # noqa: N802 - Qt's own name
        """Hear of the end."""
        del watched
        if event.type() is QEvent.Type.Hide and not event.spontaneous():
            self.over.set()
        return False


def _window_icon() -> QIcon:
    picture = QPixmap(_ICON_SIZE, _ICON_SIZE)
    picture.fill(Qt.GlobalColor.transparent)
    painter = QPainter(picture)
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    draw_logo(painter, _ICON_SIZE)
    painter.end()
    return QIcon(picture)


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(
        prog="edgewright-gui", description="Turns this PC into a Kubernetes edge node."
    )
    parser.add_argument(
        "--simulate", metavar="NAME|FILE", default="", help="use a simulated PC, change nothing"
    )
    parser.add_argument("--answers", metavar="FILE", type=Path, help="begin with prepared answers")
    parser.add_argument("--bundle", metavar="DIR", type=Path, help="the bundle to install from")
    parser.add_argument(
        "--resume", action="store_true", help="continue an installation that was interrupted"
    )
    parser.add_argument("--state", metavar="DIR", type=Path, help="folder that holds the clusters")
    parser.add_argument(
        "--self-check", action="store_true", help="look whether this copy of the program is whole"
    )
    parser.add_argument("--console", action="store_true", help="show a cluster, not the wizard")
    parser.add_argument("--kubeconfig", metavar="FILE", type=Path, help="access to the cluster")
    parser.add_argument("--context", metavar="NAME", help="which cluster of the kubeconfig")
    parser.add_argument(
        "--from-file", metavar="DUMP", type=Path, help="show a saved object or support file"
    )
    parser.add_argument(
        "--theme", choices=(SYSTEM, LIGHT_MODE, DARK_MODE), default=SYSTEM, help="colours"
    )
    parser.add_argument(
        "--language", choices=sorted(languages()), default="", help="language of the window"
    )
    return parser


if __name__ == "__main__":
    sys.exit(main())
