"""Long work on a Windows PC that goes on when the connection, or this program, does not.

A script becomes a task of the PC, run by SYSTEM, that leaves its answer in a file.  Whoever asks
for the same work again while it runs joins it instead of starting it twice.  Some work even breaks
the connection by its nature: a switch on the network card takes the network away for seconds.
"""

from __future__ import annotations

import contextlib

from installer.errors import CommandTimeout, HostUnreachable, ScriptFailed
from installer.host.base import Command, HostDriver
from installer.host.job import Work
from installer.host.windows_script import (
    Json,
    ask,
    bootstrap_arguments,
    read_document,
    script_arguments,
    script_text,
    windows_script,
)

_POLL_SECONDS = 2.0
_ASK_SECONDS = 60.0
_START_POLLS = 5


async def run_windows_job(
    host: HostDriver, name: str, command: Command, work: Work, *, limit: float
) -> Json:
    """What the script answers; `name` is of letters, digits and dashes, one for each work.

    Raises ScriptFailed, CommandTimeout after `limit` seconds (the work itself goes on), and
    HostUnreachable when the PC stays away for so long.
    """
    deadline = work.clock.monotonic() + limit
    # A start whose answer got lost may have been one all the same.
    with contextlib.suppress(HostUnreachable):
        await ask(host, _start(name, command), timeout=_ASK_SECONDS)
    answer = await _ended(host, name, command, work, deadline)
    await ask(host, _about("forget", name, command), timeout=_ASK_SECONDS)
    return read_document(command, answer)


async def _ended(host: HostDriver, name: str, command: Command, work: Work, deadline: float) -> str:
    """Wait for the answer; while the PC cannot be reached it may be at work as well."""
    polls_lost = 0
    while True:
        lost: HostUnreachable | None = None
        try:
            found = await ask(host, _about("state", name, command), timeout=_ASK_SECONDS)
        except HostUnreachable as error:
            lost, found = error, {"state": "running"}
        if found["state"] == "ended":
            return str(found["answer"])
        if found["state"] == "absent":
            raise HostUnreachable(f"{command.purpose} did not begin on the PC.")
        # The scheduler takes the order first and starts afterwards.
        polls_lost = polls_lost + 1 if found["state"] == "lost" else 0
        if polls_lost > _START_POLLS:
            raise ScriptFailed(command.purpose, details="its task ended without an answer")
        if work.clock.monotonic() > deadline:
            raise lost or CommandTimeout(
                f"{command.purpose} did not end in time.", details="it goes on on the PC"
            )
        work.report(f"Waiting for the connection: {command.purpose}" if lost else command.purpose)
        work.checkpoint()
        await work.clock.sleep(_POLL_SECONDS)


def _start(name: str, command: Command) -> Command:
    arguments = {
        "name": name,
        "script": script_text(command.name),
        "arguments": script_arguments(command),
        "runner": " ".join(bootstrap_arguments("job-runner")),
    }
    return windows_script("job/start", command.purpose, arguments)


def _about(verb: str, name: str, command: Command) -> Command:
    return windows_script(f"job/{verb}", command.purpose, {"name": name})
