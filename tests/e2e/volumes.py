"""Data in a volume of the class `local`: proof that what a program keeps outlives its node.

Each call uses a pod of its own, so that what is read comes from the volume and from nowhere else.
"""

from __future__ import annotations

import contextlib
import time
import uuid
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from kubernetes import client, config

NAME = "edgewright-volume"
CLASS = "local"
IMAGE = "node.local/probe:1"
_NAMESPACE = "default"
# Without KVM a pod takes half a minute to start, and the one that makes the volume comes first.
_LIMIT = 1200.0
# A second writer would find the file and keep what stands in it.
_WRITE = """set -eu
[ -e /data/words ] || cat /proc/sys/kernel/random/uuid >/data/words
sync
cat /data/words
"""
_READ = "cat /data/words"


def write_volume_data(kubeconfig: Path, *, limit: float = _LIMIT) -> str:
    """Make a claim and a pod that writes a file of random words into its volume, once.

    Returns these words, which are on the disk by then.  Raises TimeoutError with the state of pod
    and claim.
    """
    with _core(kubeconfig) as core:
        if not _exists(core):
            core.create_namespaced_persistent_volume_claim(_NAMESPACE, _claim())
        return _run(core, _WRITE, limit)


def read_volume_data(kubeconfig: Path, *, limit: float = _LIMIT) -> str:
    """The words in the volume, read by a new pod; raises TimeoutError as above."""
    with _core(kubeconfig) as core:
        return _run(core, _READ, limit)


@contextlib.contextmanager
def _core(kubeconfig: Path) -> Iterator[Any]:
    with config.new_client_from_config(str(kubeconfig)) as api:
        yield client.CoreV1Api(api)


def _exists(core: Any) -> bool:
    claims = core.list_namespaced_persistent_volume_claim(_NAMESPACE).items
    return any(claim.metadata.name == NAME for claim in claims)


def _run(core: Any, script: str, limit: float) -> str:
    """Run the script in a pod that has the volume, and return what it printed."""
    name = f"{NAME}-{uuid.uuid4().hex[:8]}"
    core.create_namespaced_pod(_NAMESPACE, _pod(name, script))
    deadline = time.monotonic() + limit
    phase = ""
    while phase not in ("Succeeded", "Failed"):
        if time.monotonic() > deadline:
            raise TimeoutError(_state(core, name))
        time.sleep(2)
        phase = core.read_namespaced_pod(name, _NAMESPACE).status.phase
    words = str(core.read_namespaced_pod_log(name, _NAMESPACE))
    assert phase == "Succeeded", f"{words}\n{_state(core, name)}"
    core.delete_namespaced_pod(name, _NAMESPACE)
    return words.strip()


def _state(core: Any, pod: str) -> str:
    claim = core.read_namespaced_persistent_volume_claim(NAME, _NAMESPACE)
    status = core.read_namespaced_pod(pod, _NAMESPACE).status
    events = core.list_namespaced_event(_NAMESPACE).items[-10:]
    said = "\n".join(f"{event.reason}: {event.message}" for event in events)
    return f"claim: {claim.status}\npod: {status}\n{said}"


def _claim() -> dict[str, Any]:
    return {
        "apiVersion": "v1",
        "kind": "PersistentVolumeClaim",
        "metadata": {"name": NAME},
        "spec": {
            "accessModes": ["ReadWriteOnce"],
            "storageClassName": CLASS,
            "resources": {"requests": {"storage": "1Gi"}},
        },
    }


def _pod(name: str, script: str) -> dict[str, Any]:
    return {
        "apiVersion": "v1",
        "kind": "Pod",
        "metadata": {"name": name},
        "spec": {
            "restartPolicy": "Never",
            "containers": [
                {
                    "name": "words",
                    "image": IMAGE,
                    "imagePullPolicy": "Never",
                    "command": ["sh", "-c", script],
                    "volumeMounts": [{"name": "data", "mountPath": "/data"}],
                }
            ],
            "volumes": [{"name": "data", "persistentVolumeClaim": {"claimName": NAME}}],
        },
    }
