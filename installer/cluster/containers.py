"""The containers of a pod for its detail view: state, how they ended, and that in plain words."""

from __future__ import annotations

from installer.cluster.ages import age, moment
from installer.cluster.detail import ContainerLine
from installer.cluster.phrases import Phrase
from installer.cluster.pods.ends import how_ended, why_waiting
from installer.cluster.pods.shape import (
    NO_STATE,
    Amounts,
    Container,
    ContainerStatus,
    Ended,
    Pod,
    State,
)
from installer.cluster.text import inert

_RUNS = Phrase("It runs.")
_NOT_READY = Phrase("It runs but does not answer its health check yet.")
_PREPARED = Phrase("It is being prepared.")
_UNKNOWN = Phrase("Nothing is known about it yet.")
_DONE = Phrase("It has finished.")


def container_lines(pod: Pod, now: float) -> tuple[ContainerLine, ...]:
    """One line for each container, in the order in which they start."""
    spec, status = pod.spec, pod.status
    groups = (
        (spec.init_containers, status.init_container_statuses, "init"),
        (spec.containers, status.container_statuses, "main"),
    )
    found: list[ContainerLine] = []
    for wanted, statuses, role in groups:
        by_name = {s.name: s for s in statuses or ()}
        for container in wanted or ():
            own = "sidecar" if container.restart_policy == "Always" else role
            found.append(_line(container, by_name.get(container.name), own, now))
    debuggers = status.ephemeral_container_statuses or ()
    found += [_line(Container(name=debug.name), debug, "debug", now) for debug in debuggers]
    return tuple(found)


def _line(
    container: Container, status: ContainerStatus | None, role: str, now: float
) -> ContainerLine:
    state = (status.state if status is not None else None) or NO_STATE
    last = (status.last_state if status is not None else None) or NO_STATE
    ended = state.terminated or last.terminated
    attention, phrase = _judge(state, ready=bool(status and status.ready), role=role)
    resources = container.resources
    return ContainerLine(
        name=inert(container.name),
        role=role,
        image=inert(container.image),
        state=_state_word(state, now),
        say=phrase,
        attention=attention,
        restarts=status.restart_count if status is not None else 0,
        exit_code=ended.exit_code if ended is not None else None,
        last_end=_end_words(last.terminated, now) if last.terminated is not None else "",
        requests=_amounts(resources.requests if resources is not None else None),
        limits=_amounts(resources.limits if resources is not None else None),
    )


def _judge(state: State, *, ready: bool, role: str) -> tuple[bool, Phrase]:
    if state.running is not None:
        return (False, _RUNS) if ready or role in ("init", "debug") else (True, _NOT_READY)
    if state.waiting is not None:
        trouble = why_waiting(state.waiting)
        return (True, trouble) if trouble is not None else (False, _PREPARED)
    if state.terminated is not None:
        bad = bool(state.terminated.exit_code or state.terminated.signal)
        return (True, how_ended(state.terminated)) if bad else (False, _DONE)
    return False, _UNKNOWN


def _state_word(state: State, now: float) -> str:
    if state.running is not None:
        return f"Running for {age(moment(state.running.started_at), now)}"
    if state.waiting is not None:
        message = f": {state.waiting.message}" if state.waiting.message else ""
        return inert(f"Waiting, {state.waiting.reason or '?'}{message}")
    if state.terminated is not None:
        return f"Terminated, {_end_words(state.terminated, now)}"
    return "Unknown"


def _end_words(ended: Ended, now: float) -> str:
    words = [inert(ended.reason or "?"), f"exit code {ended.exit_code}"]
    if ended.signal:
        words.append(f"signal {ended.signal}")
    words.append(f"{age(moment(ended.finished_at), now)} ago")
    if ended.message:
        words.append(inert(ended.message))
    return ", ".join(words)


def _amounts(amounts: Amounts | None) -> str:
    if amounts is None:
        return ""
    pairs = (("cpu", amounts.cpu), ("memory", amounts.memory))
    return ", ".join(f"{name} {inert(str(value))}" for name, value in pairs if value is not None)
