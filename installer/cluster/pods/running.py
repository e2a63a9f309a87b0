"""A pod that runs: whether all of it does, and what is special about it."""

from __future__ import annotations

from installer.cluster.ages import moment
from installer.cluster.around import Around
from installer.cluster.objects import condition
from installer.cluster.phrases import Judged, Phrase, say
from installer.cluster.pods.shape import NO_STATE, ContainerStatus, Pod
from installer.cluster.pods.starting import container_trouble

_CLOCK_SECONDS = 60
_FRESH_SECONDS = 120
_RECENT_SECONDS = 600
_MANY_RESTARTS = 3
_ENORMOUS = 1_000_000

_RUNS = (False, Phrase("The program is running."))
_RUNS_WITH_HELPER = (False, Phrase("The program and its helper are running."))
_RUNS_HOST_NETWORK = (
    False,
    Phrase("The program is running and uses the network of its machine."),
)
_RUNS_DEBUGGED = (
    False,
    Phrase("The program is running; a debugging tool attached to it has ended."),
)
_RUNS_WINDOWS = (False, Phrase("A Windows program is running."))
_RUNS_LOST_RECORD = (
    False,
    Phrase("The program is running; the record of its preparation step was lost."),
)
_COUNTER_NONSENSE = (False, Phrase("The program is running (the restart counter is nonsense)."))
_CORE = (False, Phrase("A core part of Kubernetes itself; it cannot be deleted here."))
_CLOCKS = (True, Phrase("The clocks of this PC and the cluster differ; ages are wrong."))
_NO_DETAILS = (True, Phrase("The pod is said to run but no details are known."))
_NO_STATE = (True, Phrase("The state of the container is unknown."))
_RESTARTED_ENORMOUSLY = (
    True,
    Phrase("The program has been restarted an enormous number of times."),
)
_HELPER_MUTE = (True, Phrase("The program runs but its helper does not answer."))
_PART_DONE = (
    True,
    Phrase("One part has finished, so the pod as a whole counts as not ready."),
)
_NOT_READY = Phrase("The program runs but does not answer its health check yet.")
_GATE_CLOSED = (True, Phrase("The program runs, but something outside has not released it yet."))
_NO_MORE_MEMORY = Phrase("The program runs, but more memory cannot be given to it on this machine.")
_NO_MORE_CPU = Phrase(
    "The program runs, but more processor power cannot be given to it on this machine."
)
_GROWS_LATER = (False, Phrase("The program runs; the change of its size waits for room."))


def judge_running(pod: Pod, word: str, around: Around) -> Judged:
    """Attention and sentence for a pod in the phase Running; `word` is kubectl's STATUS."""
    statuses = pod.status.container_statuses
    if not statuses:
        return _NO_DETAILS
    if trouble := container_trouble(pod):
        return True, trouble
    if any(_stateless(status) for status in statuses):
        return _NO_STATE
    helpers = {c.name for c in pod.spec.init_containers or () if c.restart_policy == "Always"}
    for status in pod.status.init_container_statuses or ():
        if status.name in helpers and status.started and not status.ready:
            return _HELPER_MUTE
    if any((status.state or NO_STATE).terminated is not None for status in statuses):
        return _PART_DONE
    unready = [status for status in statuses if not status.ready]
    if unready:
        fresh = all(_fresh(status, around) for status in unready)
        return not fresh, _NOT_READY
    ready = condition(pod.status.conditions, "Ready")
    if ready is not None and not ready.true:
        return _GATE_CLOSED
    if word.startswith("Init:"):
        return _RUNS_LOST_RECORD
    return _well(pod, statuses, around, helped=bool(helpers))


def _well(pod: Pod, statuses: list[ContainerStatus], around: Around, *, helped: bool) -> Judged:
    """All parts run and are ready."""
    made = moment(pod.metadata.creation_timestamp)
    if made is not None and made - around.now > _CLOCK_SECONDS:
        return _CLOCKS
    if resize := _resize(pod):
        return resize
    if pod.metadata.annotations is not None and pod.metadata.annotations.mirror:
        return _CORE
    return _restarts(statuses, around) or _special(pod, helped=helped)


def _restarts(statuses: list[ContainerStatus], around: Around) -> Judged | None:
    """What the restarts of a running pod tell."""
    restarts = sum([status.restart_count for status in statuses])
    if not restarts:
        return None
    if restarts < 0:
        return _COUNTER_NONSENSE
    if restarts > _ENORMOUS:
        return _RESTARTED_ENORMOUSLY
    if restarts >= _MANY_RESTARTS and _recent_end(statuses, around):
        words = "The program runs now, but it has been restarted {count} times."
        return True, say(words, count=restarts)
    return None


def _special(pod: Pod, *, helped: bool) -> Judged:
    """Nothing is wrong; what is worth to be said about it."""
    spec = pod.spec
    if (spec.os and spec.os.name == "windows") or (
        spec.node_selector and spec.node_selector.system == "windows"
    ):
        return _RUNS_WINDOWS
    if any((s.state or NO_STATE).terminated for s in pod.status.ephemeral_container_statuses or ()):
        return _RUNS_DEBUGGED
    if spec.host_network:
        return _RUNS_HOST_NETWORK
    if helped:
        return _RUNS_WITH_HELPER
    count = len(spec.containers or ())
    if count > 1:
        return False, say("All {count} programs of this pod are running.", count=count)
    return _RUNS


def _resize(pod: Pod) -> Judged | None:
    found = condition(pod.status.conditions, "PodResizePending")
    if found is None or not found.true:
        return None
    if found.reason != "Infeasible":
        return _GROWS_LATER
    return True, _NO_MORE_MEMORY if "memory" in (found.message or "") else _NO_MORE_CPU


def _stateless(status: ContainerStatus) -> bool:
    state = status.state
    return state is None or not (state.running or state.waiting or state.terminated)


def _fresh(status: ContainerStatus, around: Around) -> bool:
    """Whether it started only now, for the first time: a health check takes its time."""
    running = (status.state or NO_STATE).running
    started = moment(running.started_at) if running is not None else None
    return (
        started is not None and not status.restart_count and around.as_of - started < _FRESH_SECONDS
    )


def _recent_end(statuses: list[ContainerStatus], around: Around) -> bool:
    """Whether a container ended a short while ago."""
    ends = [
        moment(status.last_state.terminated.finished_at)
        for status in statuses
        if status.last_state is not None and status.last_state.terminated is not None
    ]
    return any(end is not None and around.as_of - end < _RECENT_SECONDS for end in ends)
