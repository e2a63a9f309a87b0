"""How a container ended or why it does not start, in plain sentences."""

from __future__ import annotations

from installer.cluster.phrases import Phrase, say
from installer.cluster.pods.shape import Ended, Waiting

_FIRST_SIGNAL = 128
_NOT_FOUND = 127
_CANNOT_RUN = ("ContainerCannotRun", "StartError", "RunContainerError")

_WAITING = {
    "CrashLoopBackOff": "The program keeps stopping right after its start; "
    "Kubernetes waits longer before each new try.",
    "ImagePullBackOff": "The program image cannot be downloaded; it will be tried again.",
    "ErrImagePull": "The program image cannot be downloaded; it will be tried again.",
    "RegistryUnavailable": "The place that holds the program image does not answer.",
    "SignatureValidationFailed": "The signature of the program image is not accepted.",
    "InvalidImageName": "The image name is written wrongly.",
    "ErrImageNeverPull": "The image is not on this machine and downloading is switched off.",
    "ImageInspectError": "The image on this machine is damaged.",
    "CreateContainerConfigError": "A setting (ConfigMap or Secret) that the program needs "
    "is missing.",
    "CreateContainerError": "The container could not be made on this machine.",
    "RunContainerError": "The container could not be started on this machine.",
    "PreStartHookError": "Something that must happen before the start has failed.",
    "PostStartHookError": "Something that must happen right after the start has failed.",
}
WAITING = {reason: Phrase(text) for reason, text in _WAITING.items()}
_UNKNOWN_WAIT = "The program cannot start; Kubernetes says {reason}."

_MEMORY = Phrase("The program was stopped because it used too much memory.")
_NO_COMMAND = Phrase("The start command of the container does not exist in the image.")
_NO_START = Phrase("The program could not be started.")
_LOST = Phrase("The pod was stopped by the node; its last state was lost.")
_FINISHED = Phrase("The program has finished.")


def why_waiting(waiting: Waiting) -> Phrase | None:
    """The trouble of a waiting container; None when it is only being prepared."""
    reason = waiting.reason or ""
    if reason in ("", "ContainerCreating", "PodInitializing"):
        return None
    return WAITING.get(reason) or say(_UNKNOWN_WAIT, reason=reason)


def how_ended(ended: Ended) -> Phrase:
    """How a container ended."""
    if ended.reason == "OOMKilled":
        return _MEMORY
    if ended.reason == "ContainerStatusUnknown":
        return _LOST
    if ended.reason in _CANNOT_RUN:
        missing = ended.exit_code == _NOT_FOUND or "not found" in (ended.message or "")
        return _NO_COMMAND if missing else _NO_START
    signal = ended.signal or max(ended.exit_code - _FIRST_SIGNAL, 0)
    if 0 < signal < 65:
        return say("The program was killed from outside (signal {signal}).", signal=signal)
    if ended.exit_code == 0:
        return _FINISHED
    return say("The program ended with an error (exit code {code}).", code=ended.exit_code)


def how_preparation_ended(ended: Ended) -> Phrase:
    """How a preparation step (an init container) failed."""
    if ended.reason == "OOMKilled":
        return Phrase("The preparation step was stopped because it used too much memory.")
    if ended.signal:
        return Phrase("The preparation step was stopped from outside.")
    if ended.reason in (None, ""):
        return say("The preparation step ended with exit code {code}.", code=ended.exit_code)
    return Phrase("The preparation step ended with an error.")
