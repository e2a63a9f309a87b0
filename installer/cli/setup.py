"""Makes the session that a command works with, from its options."""

from __future__ import annotations

import argparse
import asyncio
import signal
import sys
from collections.abc import Awaitable, Callable
from pathlib import Path
from typing import TypeVar

from installer.config.load import load_config
from installer.config.model import EdgeCluster
from installer.engine.session import Answerer, Session
from installer.worlds import default_state_dir, real_world, simulated_world

T = TypeVar("T")


def state_dir(options: argparse.Namespace) -> Path:
    """The folder that holds the clusters; simulated ones never mix with real ones."""
    if options.state is not None:
        return Path(options.state).absolute()
    folder = default_state_dir()
    return folder / "simulated" if options.simulate else folder / "clusters"


def make_session(options: argparse.Namespace, answer: Answerer | None = None) -> Session:
    """A session in the real world or a simulated one."""
    folder = state_dir(options)
    world = simulated_world(options.simulate, folder) if options.simulate else real_world()
    return Session(world, folder, answer=answer)


def config_from(path: Path) -> EdgeCluster:
    """The cluster of a file; `-` reads standard input.  Raises ConfigInvalid."""
    return load_config(path)


def run_stoppable(session: Session, work: Callable[[], Awaitable[T]]) -> T:
    """Run to the end; the first Ctrl+C stops at the next safe point, the second at once."""

    async def body() -> T:
        loop = asyncio.get_running_loop()
        main_task = asyncio.current_task()
        stops = 0

        def stop() -> None:
            nonlocal stops
            stops += 1
            if stops == 1:
                session.cancel()
                sys.stderr.write("\nStopping at the next safe point (Ctrl+C again: at once).\n")
            elif main_task is not None:
                main_task.cancel()

        for number in (signal.SIGINT, signal.SIGTERM):
            loop.add_signal_handler(number, stop)
        return await work()

    try:
        return asyncio.run(body())
    except asyncio.CancelledError:
        raise KeyboardInterrupt from None
