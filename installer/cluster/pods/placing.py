"""Why the scheduler finds no node for a pod, in a plain sentence."""

from __future__ import annotations

from installer.cluster.phrases import Phrase

# Words of the scheduler's message, the most telling first.
_CAUSES = (
    ("Insufficient memory", "No node has enough free memory for this pod."),
    ("Insufficient cpu", "No node has enough processor power for this pod."),
    ("Insufficient ephemeral-storage", "No node has enough free disk space for this pod."),
    ("Too many pods", "All nodes run as many pods as they may."),
    ("Insufficient", "No node has enough of what this pod asks for."),
    ("persistentvolumeclaim", "A volume that the pod needs does not exist."),
    ("unbound immediate", "A volume that the pod needs is not ready."),
    ("volume node affinity", "The pod's data lies on another node than the one it may run on."),
    ("free ports", "The port that the pod needs on its machine is taken."),
    ("untolerated taint", "All nodes are closed for this pod by a mark (taint)."),
    ("unschedulable", "All nodes are closed for new pods (maintenance)."),
    ("node affinity", "No node has the properties that this pod asks for."),
    ("node selector", "No node has the properties that this pod asks for."),
    ("affinity", "The pod may not run beside the pods that are there."),
    ("no nodes available", "The cluster has no node."),
)
_PHRASES = tuple((words, Phrase(text)) for words, text in _CAUSES)
_OTHER = Phrase("No node was found for this pod.")


def why_not_placed(message: str | None) -> Phrase:
    """The scheduler's message in a plain sentence."""
    for words, phrase in _PHRASES:
        if words in (message or ""):
            return phrase
    return _OTHER
