"""A pod that does not run yet: what it waits for, and whether that is normal."""

from __future__ import annotations

from installer.cluster.ages import moment
from installer.cluster.around import Around
from installer.cluster.objects import condition
from installer.cluster.phrases import Judged, Phrase, say
from installer.cluster.pods.ends import how_ended, how_preparation_ended, why_waiting
from installer.cluster.pods.placing import why_not_placed
from installer.cluster.pods.shape import NO_STATE, ContainerStatus, Pod

_LONG_SECONDS = 900
_GATED = (False, Phrase("The pod is held back on purpose until somebody releases it."))
_TO_PREPARE = (False, Phrase("The pod is waiting to be prepared."))
_NO_NODE_YET = (False, Phrase("The pod waits for a node."))
_PREPARED = (False, Phrase("The preparation is done, the main program starts now."))
_CREATING = (False, Phrase("The pod is being prepared (images, volumes, network)."))
_CREATING_LONG = (
    True,
    Phrase("The pod has been in preparation for long; its events tell what it waits for."),
)
_HELPER_STARTS = (False, Phrase("The helper is starting; the program waits for it."))
_STEP_LOOPS = Phrase("The preparation step keeps failing; it is tried again and again.")


def judge_pending(pod: Pod, around: Around) -> Judged:
    """Attention and sentence for a pod in the phase Pending."""
    status = pod.status
    placed = condition(status.conditions, "PodScheduled")
    if placed is not None and not placed.true:
        if placed.reason == "SchedulingGated":
            return _GATED
        if placed.reason == "Unschedulable":
            return True, why_not_placed(placed.message)
        return _NO_NODE_YET
    if preparation := preparation_state(pod):
        return preparation
    if trouble := container_trouble(pod):
        return True, trouble
    if not status.container_statuses:
        return _TO_PREPARE if placed is not None else _NO_NODE_YET
    waits = {(s.state or NO_STATE).waiting for s in status.container_statuses}
    if any(w is not None and w.reason == "PodInitializing" for w in waits):
        return _PREPARED
    made = moment(pod.metadata.creation_timestamp)
    long = made is not None and around.as_of - made > _LONG_SECONDS
    return _CREATING_LONG if long else _CREATING


def preparation_state(pod: Pod) -> Judged | None:
    """Where the preparation (init containers) stands; None when there is none, or it is done."""
    wanted = pod.spec.init_containers
    if not wanted:
        return None
    statuses = pod.status.init_container_statuses
    if not statuses:
        return _TO_PREPARE if not pod.status.container_statuses else None
    sidecars = {c.name for c in wanted if c.restart_policy == "Always"}
    for index, status in enumerate(statuses):
        state = status.state or NO_STATE
        if state.terminated is not None and state.terminated.exit_code == 0:
            continue
        if status.name in sidecars and status.started:
            continue
        if state.terminated is not None:
            return True, how_preparation_ended(state.terminated)
        if state.waiting is not None and (trouble := why_waiting(state.waiting)):
            looping = state.waiting.reason == "CrashLoopBackOff"
            return True, _STEP_LOOPS if looping else trouble
        if status.name in sidecars:
            return _HELPER_STARTS
        step = say(
            "Preparation step {step} of {steps} is running.", step=index + 1, steps=len(wanted)
        )
        return False, step
    return None


def container_trouble(pod: Pod) -> Phrase | None:
    """What keeps the programs from starting or running; None while all is well."""
    troubles = [
        found
        for status in pod.status.container_statuses or ()
        if (found := _trouble(status)) is not None
    ]
    if not troubles:
        return None
    if len({phrase.text for _, phrase in troubles}) == 1:
        return troubles[0][1]
    return say(
        "Several programs of this pod cannot run, for different reasons: {reasons}.",
        reasons=", ".join(word for word, _ in troubles),
    )


def _trouble(status: ContainerStatus) -> tuple[str, Phrase] | None:
    state = status.state or NO_STATE
    if state.waiting is not None and (phrase := why_waiting(state.waiting)):
        return state.waiting.reason or "", phrase
    ended = state.terminated
    if ended is not None and (ended.exit_code or ended.signal or ended.reason == "OOMKilled"):
        return ended.reason or "Error", how_ended(ended)
    return None
