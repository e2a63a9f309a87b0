"""Where an installation stands, and the words for it."""

from __future__ import annotations

import enum

from gui.texts import tr


class Phase(enum.StrEnum):
    """Where an installation stands."""

    IDLE = "idle"
    RUNNING = "running"
    STOPPING = "stopping"
    STOPPED = "stopped"
    FAILED = "failed"
    UNDOING = "undoing"
    UNDONE = "undone"
    KEPT = "kept"
    DONE = "done"


def title_of(phase: Phase) -> str:
    """The heading of the page."""
    return {
        Phase.IDLE: tr("Install"),
        Phase.RUNNING: tr("Installing"),
        Phase.STOPPING: tr("Stopping"),
        Phase.STOPPED: tr("Installation stopped"),
        Phase.FAILED: tr("Installation stopped"),
        Phase.UNDOING: tr("Undoing"),
        Phase.UNDONE: tr("Everything was undone"),
        Phase.KEPT: tr("Kept as it is"),
        Phase.DONE: tr("Installed"),
    }[phase]


def lead_of(phase: Phase) -> str:
    """The sentence below the heading."""
    return {
        Phase.RUNNING: tr("You can keep using this PC. Do not turn it off."),
        Phase.STOPPING: tr("It stops as soon as the running step is at a safe point."),
        Phase.STOPPED: tr("You stopped it. Everything done so far is kept."),
        Phase.UNDOING: tr("Everything that the installation made is taken away."),
        Phase.UNDONE: tr("Nothing of the installation is left on this PC."),
        Phase.KEPT: tr("You can continue or undo it when you start Edgewright again."),
    }.get(phase, "")
