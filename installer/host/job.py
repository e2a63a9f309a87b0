"""Long work in a node that goes on when the connection, or this program, does not.

The script becomes a systemd unit of the node.  Whoever asks for the same work again while it
runs joins it instead of starting it twice.
"""

from __future__ import annotations

import posixpath
from collections.abc import Callable
from dataclasses import dataclass

from installer.clock import Clock
from installer.errors import CommandTimeout, KubernetesInstallFailed
from installer.host.base import HostDriver, checked
from installer.host.script import node_script

_FOLDER = "/run/edgewright"
_POLL_SECONDS = 2.0
# systemd takes the order to start first and starts afterwards: "inactive" may mean "not yet".
_START_POLLS = 10


@dataclass(frozen=True, slots=True, kw_only=True)
class Work:
    """How long work waits and tells.

    `report` gets one line on what is done or waited for, `checkpoint` raises Cancelled when the
    user wants to stop, `pace` is how many times slower than usual the node runs.
    """

    clock: Clock
    report: Callable[[str], None]
    checkpoint: Callable[[], None]
    pace: float = 1.0


@dataclass(frozen=True, slots=True)
class Job:
    """A piece of work: its name (letters, digits, dashes), what it is, and its script's text."""

    name: str
    purpose: str
    script: str
    limit: float


async def job_state(node: HostDriver, job: Job, *, lines: int = 1) -> tuple[str, str]:
    """systemd's word for the work (inactive, activating, active, failed) and its last lines."""
    question = node_script(
        "job-state", f"Asking about {job.purpose}", {"NAME": job.name, "LINES": str(lines)}
    )
    answer = await checked(node, question, timeout=120)
    state, _, log = answer.partition("\n")
    return state.strip(), log.strip()


async def run_job(node: HostDriver, job: Job, work: Work) -> None:
    """Do the work, or join it, and wait for its end.

    Raises KubernetesInstallFailed with the end of its log, CommandTimeout after `job.limit`
    seconds (the work itself goes on in the node), and what the connection raises.
    """
    state, _ = await job_state(node, job)
    if state != "activating":
        path = posixpath.join(_FOLDER, f"{job.name}.sh")
        await node.write_text(path, job.script, mode=0o700)
        start = node_script("job-start", job.purpose, {"NAME": job.name, "SCRIPT": path})
        await checked(node, start, timeout=120)
    deadline = work.clock.monotonic() + job.limit
    polls = 0
    while True:
        state, last_line = await job_state(node, job)
        polls += 1
        if state == "active":
            return
        if state != "activating" and not (state == "inactive" and polls < _START_POLLS):
            break
        if work.clock.monotonic() > deadline:
            raise CommandTimeout(
                f"{job.purpose} did not end within {job.limit / 60:.0f} minutes.",
                details=last_line,
            )
        work.report(last_line.rpartition("\r")[2].replace("\t", " ")[:120] or job.purpose)
        work.checkpoint()
        await work.clock.sleep(_POLL_SECONDS)
    _, log = await job_state(node, job, lines=60)
    raise KubernetesInstallFailed(f"{job.purpose} failed in the node.", details=log)
