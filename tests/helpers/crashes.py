"""A PC as it was right before and right after each line of a journal, to go on from there.

One installation is recorded: at each line the whole state folder is copied, as a disk keeps it
when the power fails.  `go_back` puts such a copy into the place of the folder.
"""

from __future__ import annotations

import contextlib
import dataclasses
import shutil
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from installer.config.model import EdgeCluster
from installer.engine.join_file import JoinFile
from installer.engine.journal import JournalFile
from installer.engine.session import Session
from installer.errors import EdgewrightError
from installer.simulator.bundle import simulated_bundle
from installer.simulator.scenario import Scenario
from installer.simulator.state import load_state, lose_power, save_state
from tests.helpers.simulated import session_in


@dataclass(frozen=True)
class Recording:
    """The state folder of one installation, its copies in order, and how it ended."""

    folder: Path
    copies: tuple[Path, ...]
    error: EdgewrightError | None


class _CopyingFile(JournalFile):
    def __init__(self, inner: JournalFile, copy: Callable[[], None]) -> None:
        self._inner, self._copy = inner, copy

    def append(self, line: bytes) -> None:
        self._copy()
        self._inner.append(line)
        self._copy()

    def close(self) -> None:
        self._inner.close()


async def record(
    folder: Path, scenario: Scenario, config: EdgeCluster, *, join: JoinFile | None = None
) -> Recording:
    """Install once and keep a copy of the state folder from both sides of each line."""
    place, copies = folder / "state", list[Path]()

    def copy() -> None:
        copies.append(folder / f"copy-{len(copies)}")
        shutil.copytree(place, copies[-1], copy_function=_copy_file)

    session, _ = session_in(place, scenario.model_copy(update={"power_cut": None}))
    bundle = await simulated_bundle(place, config.spec.distribution)
    real = session.world.journal_file
    watched = dataclasses.replace(
        session.world, journal_file=lambda path: _CopyingFile(real(path), copy)
    )
    error: EdgewrightError | None = None
    try:
        await Session(watched, place).apply(config, bundle=bundle, join=join)
    except EdgewrightError as caught:
        error = caught
    return Recording(place, tuple(copies), error)


def _copy_file(source: str, target: str) -> None:
    """Copy a file, unless a step that runs beside has just taken it away or renamed it."""
    with contextlib.suppress(FileNotFoundError):
        shutil.copy2(source, target)


def go_back(recording: Recording, copy: Path, scenario: Scenario) -> None:
    """The PC after its power failed at that moment, or after a restart when it tells of one."""
    with contextlib.suppress(FileNotFoundError):
        shutil.rmtree(recording.folder)
    shutil.copytree(copy, recording.folder)
    restart = scenario.power_cut is not None and scenario.power_cut.then == "restart"
    state = load_state(recording.folder)
    lose_power(state, restart=restart)
    save_state(recording.folder, state)
