"""Whether a person should look at a pod, and a plain sentence about it.

It differs from kubectl's word on purpose: an evicted pod that is shown as Completed needs
attention, a finished job whose helper was killed does not.
"""

from __future__ import annotations

from installer.cluster.ages import moment
from installer.cluster.around import Around
from installer.cluster.objects import condition
from installer.cluster.phrases import Judged, Phrase, say
from installer.cluster.pods.ends import how_ended
from installer.cluster.pods.running import judge_running
from installer.cluster.pods.shape import NO_STATE, Pod
from installer.cluster.pods.starting import judge_pending

_STUCK_SECONDS = 600
_JOB_TRACKING = "batch.kubernetes.io/job-tracking"
_HELD = (
    True,
    Phrase("The finished job is marked for removal, but the job controller has not released it."),
)
_HELD_ELSE = (
    True,
    Phrase("The finished pod is marked for removal, but something has not released it."),
)
_FAILED_LEAVING = (True, Phrase("The program failed and its pod waits to be cleaned up."))
_MAKES_ROOM = (
    True,
    Phrase("The pod is being stopped to make room for a more important one."),
)
_NODE_LOST = (True, Phrase("The computer that ran this pod does not answer."))
_STUCK = (True, Phrase("The pod should have ended by now; see whether its node answers."))
_NEVER_RAN = (False, Phrase("The pod is being removed before it ever ran."))
_LEAVING = (False, Phrase("The pod is being stopped."))
_DONE = (False, Phrase("The job is finished; nothing to do."))
_DONE_HELPER = (
    False,
    Phrase("The job is finished; its helper was stopped afterwards, which is normal."),
)
_UNKNOWN = (True, Phrase("The state of this pod is unknown."))
_NEW = (False, Phrase("The pod has just been made; nothing is known yet."))
_FAILURES = {
    "Preempting": Phrase("The pod had to make room for a more important one."),
    "Terminated": Phrase("The pod was stopped because its machine was shut down."),
    "NodeShutdown": Phrase("The pod was stopped because its machine was shut down."),
    "Shutdown": Phrase("The pod was stopped because its machine was shut down."),
    "DeadlineExceeded": Phrase("The job took longer than allowed."),
    "NodeLost": _NODE_LOST[1],
    "NodeAffinity": Phrase("The node no longer has the properties that this pod asks for."),
    "UnexpectedAdmissionError": Phrase("The node could not give the pod what it needs."),
}
_EVICTED = (
    ("memory", Phrase("The pod was stopped because the node ran short of memory.")),
    ("storage", Phrase("The pod was stopped because the node ran short of disk space.")),
    ("disk", Phrase("The pod was stopped because the node ran short of disk space.")),
    ("inodes", Phrase("The pod was stopped because the node ran short of disk space.")),
    ("pids", Phrase("The pod was stopped because the node ran short of process numbers.")),
)
_EVICTED_ELSE = Phrase("The pod was stopped by its node to protect the other pods.")


def judge_pod(pod: Pod, word: str, around: Around) -> Judged:
    """Attention and sentence; `word` is kubectl's STATUS."""
    status = pod.status
    if pod.metadata.deletion_timestamp:
        return _leaving(pod, around)
    if status.reason == "NodeLost":
        return _NODE_LOST
    match status.phase:
        case "Running":
            return judge_running(pod, word, around)
        case "Pending":
            return judge_pending(pod, around)
        case "Succeeded":
            helpers = status.init_container_statuses or ()
            killed = any((s.state or NO_STATE).terminated is not None for s in helpers)
            sidecars = any(c.restart_policy for c in pod.spec.init_containers or ())
            return _DONE_HELPER if killed and sidecars else _DONE
        case "Failed":
            return True, _failure(pod)
        case None | "":
            return _NEW
        case _:
            return _UNKNOWN


def _leaving(pod: Pod, around: Around) -> Judged:
    status = pod.status
    if status.phase == "Succeeded":
        return _HELD if _JOB_TRACKING in (pod.metadata.finalizers or ()) else _HELD_ELSE
    if status.phase == "Failed":
        return _FAILED_LEAVING
    if status.reason == "NodeLost":
        return _NODE_LOST
    target = condition(status.conditions, "DisruptionTarget")
    if target is not None and target.true and target.reason == "PreemptionByScheduler":
        return _MAKES_ROOM
    due = moment(pod.metadata.deletion_timestamp)
    if due is not None and around.as_of - due > _STUCK_SECONDS:
        return _STUCK
    ran = any(
        (state := found.state or NO_STATE).running or state.terminated or found.restart_count
        for found in status.container_statuses or ()
    )
    return _LEAVING if ran else _NEVER_RAN


def _failure(pod: Pod) -> Phrase:
    status = pod.status
    ends = [
        state.terminated
        for found in status.container_statuses or ()
        if (state := found.state or NO_STATE).terminated is not None
    ]
    if any(end.reason == "ContainerStatusUnknown" for end in ends):
        return how_ended(next(end for end in ends if end.reason == "ContainerStatusUnknown"))
    if status.reason == "Evicted":
        message = (status.message or "").lower()
        return next((phrase for word, phrase in _EVICTED if word in message), _EVICTED_ELSE)
    if known := _FAILURES.get(status.reason or ""):
        return known
    if (reason := status.reason or "").startswith("OutOf"):
        return say("The node had not enough of {what} for this pod.", what=reason[5:])
    bad = [end for end in ends if end.exit_code or end.signal]
    if bad and len(ends) > 1:
        if (len(bad), len(ends)) == (1, 2):
            return Phrase("One of two programs ended with an error.")
        return say(
            "{failed} of {all} programs ended with an error.", failed=len(bad), all=len(ends)
        )
    if bad:
        return how_ended(bad[0])
    return say("The pod has failed; Kubernetes says {reason}.", reason=status.reason or "Failed")
