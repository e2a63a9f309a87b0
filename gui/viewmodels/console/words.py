"""The exact words of Kubernetes beside plain ones: a mark, and what a person would say.

kubectl's word is always shown too.  What is not in these tables is shown as it is, and whether it
is a problem is what the engine says of the row.
"""

from __future__ import annotations

import re

from gui.cells import State
from gui.texts import later, tr

_Words = dict[str, tuple[str, str]]

_PODS: _Words = {
    "Running": ("ok", later("Running")),
    "Completed": ("neutral", later("Finished")),
    "Succeeded": ("neutral", later("Finished")),
    "Pending": ("wait", later("Waiting")),
    "SchedulingGated": ("wait", later("Held back")),
    "ContainerCreating": ("run", later("Starting")),
    "PodInitializing": ("run", later("Starting")),
    "Terminating": ("run", later("Ending")),
    "CrashLoopBackOff": ("fail", later("Keeps crashing")),
    "Error": ("fail", later("Ended with an error")),
    "Failed": ("fail", later("Failed")),
    "OOMKilled": ("fail", later("Out of memory")),
    "ContainerCannotRun": ("fail", later("Cannot start")),
    "StartError": ("fail", later("Cannot start")),
    "RunContainerError": ("fail", later("Cannot start")),
    "CreateContainerError": ("fail", later("Cannot start")),
    "CreateContainerConfigError": ("fail", later("Settings missing")),
    "ImagePullBackOff": ("fail", later("Cannot get image")),
    "ErrImagePull": ("fail", later("Cannot get image")),
    "ErrImageNeverPull": ("fail", later("Image is missing")),
    "InvalidImageName": ("fail", later("Wrong image name")),
    "ImageInspectError": ("fail", later("Cannot read image")),
    "DeadlineExceeded": ("fail", later("Took too long")),
    "ContainerStatusUnknown": ("warn", later("Not known")),
    "Unknown": ("warn", later("Not known")),
    "NodeLost": ("fail", later("Node is lost")),
    "Evicted": ("warn", later("Moved away")),
    "Preempting": ("warn", later("Making room")),
    "Preempted": ("warn", later("Made room for another")),
    "NodeShutdown": ("warn", later("Node went down")),
    "NodeAffinity": ("warn", later("Does not fit the node")),
    "NotReady": ("warn", later("Not ready")),
}
_CLAIMS: _Words = {
    "Bound": ("ok", later("In use")),
    "Pending": ("wait", later("Waiting")),
    "Lost": ("fail", later("Volume is lost")),
    "Terminating": ("run", later("Ending")),
    "Available": ("neutral", later("Free")),
    "Released": ("neutral", later("Kept, unused")),
    "Failed": ("fail", later("Failed")),
}
_NODES: _Words = {
    "Ready": ("ok", later("Ready")),
    "NotReady": ("fail", later("Not ready")),
    "Unknown": ("fail", later("Does not answer")),
    "SchedulingDisabled": ("info", later("Closed for new pods")),
}
_JOBS: _Words = {
    "Complete": ("neutral", later("Finished")),
    "Running": ("run", later("Running")),
    "Failed": ("fail", later("Failed")),
    "Suspended": ("neutral", later("Paused")),
    "Terminating": ("run", later("Ending")),
    "FailureTarget": ("fail", later("Failing")),
    "SuccessCriteriaMet": ("neutral", later("Finished")),
}
_EVENTS: _Words = {
    "Normal": ("info", later("Note")),
    "Warning": ("warn", later("Warning")),
}
_TABLES: dict[str, _Words] = {
    "pods": _PODS,
    "claims": _CLAIMS,
    "volumes": _CLAIMS,
    "nodes": _NODES,
    "jobs": _JOBS,
    "events": _EVENTS,
    "namespaces": {
        "Active": ("ok", later("In use")),
        "Terminating": ("run", later("Ending")),
    },
}
_INIT = re.compile(r"^Init:(?P<what>.+)$")
_COUNT = re.compile(r"^\d+/\d+$")


def state_of(kind: str, word: str, *, attention: bool) -> State:
    """The state cell of a row of a kind for kubectl's word."""
    table = _TABLES.get(kind, {})
    if (match := _INIT.match(word)) and kind == "pods":
        return _init_state(match["what"], word, attention=attention)
    if not word:
        return State("warn" if attention else "neutral", tr("Not known"))
    first = word.split(",", maxsplit=1)[0]
    mark, plain = table.get(first, ("", word))
    if kind == "nodes" and first == "Ready" and "SchedulingDisabled" in word:
        mark, plain = _NODES["SchedulingDisabled"]
    if not mark:
        mark = "neutral"
    if attention and mark not in ("warn", "fail"):
        mark, plain = "warn", _though(kind, first, plain)
    plain = tr(plain)
    return State(mark, plain, "" if plain == word else word)


def _though(kind: str, word: str, plain: str) -> str:
    """Kubernetes calls it well and a person should look all the same."""
    if kind == "pods" and word == "Running":
        return later("Not ready")
    if kind == "nodes" and word == "Ready":
        return later("Ready, under pressure")
    return plain


def _init_state(what: str, word: str, *, attention: bool) -> State:
    if _COUNT.match(what) and not attention:
        return State("run", tr("Preparing"), word)
    mark, plain = _PODS.get(what, ("fail", later("Preparation fails")))
    if mark == "run" or not attention:
        mark, plain = "run", later("Preparing")
    return State(mark, tr(plain), word)
