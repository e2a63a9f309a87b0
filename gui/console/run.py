"""Shows the console: as a program of its own, or out of the wizard when a cluster is installed."""

from __future__ import annotations

import asyncio

from gui.bridge import Unexpected
from gui.console.window import ConsoleWindow
from gui.viewmodels.console.console import ConsoleModel
from gui.viewmodels.console.openers import ConsoleOptions, choices_for
from gui.widgets.reports import Reports

__all__ = ["ConsoleOptions", "open_console", "show_console"]


def open_console(options: ConsoleOptions) -> ConsoleWindow:
    """A window on a cluster, not yet shown; needs a running loop.

    Raises UsageError or ConfigInvalid when a saved file is none.
    """
    return ConsoleWindow(ConsoleModel(*choices_for(options)))


async def show_console(options: ConsoleOptions, unexpected: Unexpected) -> None:
    """Show it until its window is closed; every task is over afterwards."""
    window = open_console(options)
    reports = Reports(window)
    unexpected.reported.connect(reports.add)
    over = asyncio.Event()
    window.closed.connect(over.set)
    try:
        window.show()
        await over.wait()
    finally:
        unexpected.reported.disconnect(reports.add)
        # What was asked to be deleted is sent before the program ends.
        await window.model.finish()
        window.deleteLater()
