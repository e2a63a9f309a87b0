"""READY, STATUS and RESTARTS of a pod in exactly the words of kubectl.

The rules are those of `printPod` in k8s.io/kubernetes/pkg/printers/internalversion/printers.go.
They differ between versions in one place: up to 1.34 the first container's `Completed` hides that
another one failed.
"""

from __future__ import annotations

from dataclasses import dataclass

from installer.cluster.ages import moment
from installer.cluster.cells import Ready, Restarts
from installer.cluster.objects import condition
from installer.cluster.pods.shape import NO_STATE, ContainerStatus, Ended, Pod

_FAILURE_SHOWS_SINCE = 35
_TERMINAL = ("Succeeded", "Failed")


@dataclass(slots=True)
class _Count:
    """What is summed up while the containers are walked through."""

    word: str
    ready: int = 0
    restarts: int = 0
    last: str = ""
    sidecar_restarts: int = 0
    sidecar_last: str = ""
    initializing: bool = False


def printed(pod: Pod, minor: int | None) -> tuple[Ready, str, Restarts]:
    """The three cells; `minor` is the server's minor version, None for the newest rules."""
    status = pod.status
    count = _Count(status.reason or status.phase or "")
    for found in status.conditions or ():
        if found.type == "PodScheduled" and found.reason == "SchedulingGated":
            count.word = "SchedulingGated"
    total = len(pod.spec.containers or ())
    if pod.spec.init_containers:
        total += sum(1 for c in pod.spec.init_containers if c.restart_policy == "Always")
    if status.init_container_statuses:
        _walk_init(pod, count)
    initialized = count.initializing and condition(status.conditions, "Initialized")
    if not count.initializing or (initialized and initialized.true):
        count.restarts, count.last = count.sidecar_restarts, count.sidecar_last
        _walk_containers(pod, count, newest=minor is None or minor >= _FAILURE_SHOWS_SINCE)
    if pod.metadata.deletion_timestamp:
        if status.reason == "NodeLost":
            count.word = "Unknown"
        elif status.phase not in _TERMINAL:
            count.word = "Terminating"
    last = moment(count.last) if count.restarts and count.last else None
    return Ready(count.ready, total), count.word, Restarts(count.restarts, last)


def _walk_init(pod: Pod, count: _Count) -> None:
    wanted = pod.spec.init_containers or ()
    sidecars = {c.name for c in wanted if c.restart_policy == "Always"}
    for index, status in enumerate(pod.status.init_container_statuses or ()):
        state, sidecar = status.state or NO_STATE, status.name in sidecars
        count.restarts += status.restart_count
        last = _last_end(status)
        count.last = max(count.last, last)
        if sidecar:
            count.sidecar_restarts += status.restart_count
            count.sidecar_last = max(count.sidecar_last, last)
        if state.terminated is not None and state.terminated.exit_code == 0:
            continue
        if sidecar and status.started:
            count.ready += bool(status.ready)
            continue
        count.initializing = True
        waits = state.waiting.reason if state.waiting is not None else None
        if state.terminated is not None:
            count.word = f"Init:{_ended_word(state.terminated)}"
        elif waits and waits != "PodInitializing":
            count.word = f"Init:{waits}"
        else:
            count.word = f"Init:{index}/{len(wanted)}"
        return


def _walk_containers(pod: Pod, count: _Count, *, newest: bool) -> None:
    running = failed = False
    for status in reversed(pod.status.container_statuses or ()):
        state = status.state or NO_STATE
        count.restarts += status.restart_count
        if status.last_state is not None:
            count.last = max(count.last, _last_end(status))
        if state.waiting is not None and state.waiting.reason:
            count.word = state.waiting.reason
        elif state.terminated is not None:
            word = _ended_word(state.terminated)
            if not (newest and failed and word == "Completed"):
                count.word = word
            failed = failed or word != "Completed"
        elif status.ready and state.running is not None:
            running = True
            count.ready += 1
    if count.word == "Completed" and running:
        ready = condition(pod.status.conditions, "Ready")
        count.word = "Running" if ready is not None and ready.true else "NotReady"


def _ended_word(ended: Ended) -> str:
    if ended.reason:
        return ended.reason
    return f"Signal:{ended.signal}" if ended.signal else f"ExitCode:{ended.exit_code}"


def _last_end(status: ContainerStatus) -> str:
    """When it ended the time before; RFC 3339 in UTC, so that text order is the order of time."""
    last = status.last_state
    if last is None or last.terminated is None:
        return ""
    return last.terminated.finished_at or ""
