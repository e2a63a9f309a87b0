"""What an event means, in a plain sentence; by its reason, and where needed by its message."""

from __future__ import annotations

from installer.cluster.phrases import Phrase, say
from installer.cluster.pods.placing import why_not_placed

_LENGTH = 300
_REASONS = {
    "Scheduled": "The pod was assigned to a node.",
    "Pulling": "The program image is being downloaded.",
    "Pulled": "The program image is on the machine.",
    "Created": "The container was made.",
    "Started": "The program was started.",
    "Killing": "The program is being stopped.",
    "Preempted": "The pod had to make room for a more important one.",
    "Evicted": "The pod was stopped by its node to protect the other pods.",
    "Unhealthy": "The program does not answer its health check.",
    "ProbeWarning": "The health check gave a warning.",
    "FailedMount": "A volume could not be connected to the pod.",
    "FailedAttachVolume": "A volume could not be connected to the machine.",
    "SuccessfulAttachVolume": "The volume was connected to the machine.",
    "FailedCreatePodSandBox": "The network or the frame of the pod could not be made.",
    "FailedCreatePodContainer": "The container could not be made.",
    "NetworkNotReady": "The network of the machine is not ready yet.",
    "InspectFailed": "The image on this machine could not be examined.",
    "ErrImageNeverPull": "The image is not on this machine and downloading is switched off.",
    "OOMKilling": "The machine stopped a program because memory ran out.",
    "SystemOOM": "The machine ran out of memory.",
    "NodeNotReady": "A node is not ready.",
    "NodeReady": "A node is ready.",
    "NodeNotSchedulable": "A node was closed for new pods.",
    "NodeSchedulable": "A node was opened for new pods.",
    "NodeHasDiskPressure": "The disk of a node is nearly full.",
    "NodeHasInsufficientMemory": "A node is short of memory.",
    "NodeHasInsufficientPID": "A node is short of process numbers.",
    "FreeDiskSpaceFailed": "The disk of a node is full and nothing could be cleared.",
    "ImageGCFailed": "Old images could not be cleared from a node.",
    "Rebooted": "A node was restarted.",
    "Starting": "A part of the node was started.",
    "RegisteredNode": "A node has joined.",
    "RemovingNode": "A node is being removed.",
    "SuccessfulCreate": "A pod was made.",
    "SuccessfulDelete": "A pod was removed.",
    "FailedCreate": "A pod could not be made.",
    "ScalingReplicaSet": "The number of pods was changed.",
    "ProgressDeadlineExceeded": "The new version did not become ready in time.",
    "Completed": "The job is finished.",
    "BackoffLimitExceeded": "The job failed too often and is given up.",
    "DeadlineExceeded": "The job took longer than allowed.",
    "SawCompletedJob": "A job of the schedule has ended.",
    "WaitForFirstConsumer": "The storage will be made when the first program uses it.",
    "WaitForPodScheduled": "The storage waits until the pod has a node.",
    "ExternalProvisioning": "The storage is being made.",
    "Provisioning": "The storage is being made.",
    "ProvisioningSucceeded": "The storage was made.",
    "ProvisioningFailed": "The storage could not be made.",
    "VolumeResizeFailed": "The storage could not be made larger.",
    "VolumeResizeSuccessful": "The storage was made larger.",
    "FileSystemResizeRequired": "The storage is larger; its file system follows.",
    "FileSystemResizeSuccessful": "The file system was made larger.",
    "FileSystemResizeFailed": "The file system could not be made larger.",
    "FailedDelete": "Something could not be removed.",
}
_PHRASES = {reason: Phrase(text) for reason, text in _REASONS.items()}
_NO_IMAGE = Phrase("The image could not be downloaded.")
_NO_CPU_AGAIN = "No node has had enough processor power for the pod, {count} times so far."
_NO_MEMORY_AGAIN = "No node has had enough free memory for the pod, {count} times so far."
_NO_NODE_AGAIN = "No node has been found for the pod, {count} times so far."


def event_phrase(reason: str, message: str, count: int, *, warning: bool) -> Phrase:
    """The sentence for an event."""
    if reason == "FailedScheduling":
        return _not_placed(message, count)
    if reason in ("Failed", "BackOff"):
        return _failed(reason, message, count)
    if found := _PHRASES.get(reason):
        return found
    if not message:
        return say("Kubernetes reports {reason}.", reason=reason or "<nothing>")
    short = message[:_LENGTH]
    if warning:
        return say("Kubernetes warns: {message}", message=short)
    return say("Kubernetes reports: {message}", message=short)


def _not_placed(message: str, count: int) -> Phrase:
    if count <= 1:
        return why_not_placed(message)
    if "Insufficient memory" in message:
        return say(_NO_MEMORY_AGAIN, count=count)
    if "Insufficient cpu" in message:
        return say(_NO_CPU_AGAIN, count=count)
    return say(_NO_NODE_AGAIN, count=count)


def _failed(reason: str, message: str, count: int) -> Phrase:
    lower = message.lower()
    if "image" in lower:
        return _NO_IMAGE
    if reason == "BackOff":
        if count > 1:
            return say("The program has crashed {count} times.", count=count)
        return Phrase("The program has crashed; it is started again later.")
    if "secret" in lower or "configmap" in lower:
        return Phrase("A setting (ConfigMap or Secret) that the program needs is missing.")
    return Phrase("The program could not be started.")
