"""Makes the session that a command works with, from its options, and runs it."""

from __future__ import annotations

import argparse
import asyncio
import signal
import sys
from collections.abc import Awaitable, Callable
from typing import TypeVar

from installer.api import Answerer, Session, open_session

T = TypeVar("T")


def make_session(options: argparse.Namespace, answer: Answerer | None = None) -> Session:
    """A session in the real world or a simulated one."""
    return open_session(state=options.state, simulate=options.simulate, answer=answer)


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
