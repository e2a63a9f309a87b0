"""A pod that finds the API server by its name, and then stays: proof that a cluster works."""

from __future__ import annotations

import time
from pathlib import Path
from typing import Any

from kubernetes import client, config

NAME = "edgewright-probe"
IMAGE = "node.local/probe:1"
# Stops at the first failure, so that the last line can only be reached by a working cluster.
SCRIPT = """set -eu
nslookup kubernetes.default.svc.cluster.local
identity=/var/run/secrets/kubernetes.io/serviceaccount
/usr/local/bin/kubectl get --raw /version \
    --server https://kubernetes.default.svc.cluster.local \
    --certificate-authority "$identity/ca.crt" --token "$(cat "$identity/token")"
echo
echo probe: the cluster works
exec sleep 1000000
"""
PROOF = "probe: the cluster works"


def run_probe_pod(kubeconfig: Path, *, limit: float, node: str = "") -> str:
    """Start the pod, wait for its proof, and return what it wrote; it goes on running.

    It runs on the node of this name, or on any.

    Raises TimeoutError with the pod's state and log.
    """
    api = config.new_client_from_config(str(kubeconfig))
    with api:
        core: Any = client.CoreV1Api(api)
        core.create_namespaced_pod("default", _manifest(node))
        deadline = time.monotonic() + limit
        log, phase = "", ""
        while time.monotonic() < deadline:
            phase = core.read_namespaced_pod(NAME, "default").status.phase
            if phase == "Failed":
                break
            if phase == "Running":
                log = str(core.read_namespaced_pod_log(NAME, "default"))
                if PROOF in log:
                    return log
            time.sleep(2)
        state = core.read_namespaced_pod(NAME, "default").status
    raise TimeoutError(f"the probe pod is {phase}\n{log}\n{state}")


def _manifest(node: str) -> dict[str, Any]:
    # The scheduler places it, so the node must be one that it may use.
    place = {"nodeSelector": {"kubernetes.io/hostname": node}} if node else {}
    return {
        "apiVersion": "v1",
        "kind": "Pod",
        "metadata": {"name": NAME},
        "spec": {
            **place,
            "restartPolicy": "Never",
            "containers": [
                {
                    "name": "probe",
                    "image": IMAGE,
                    "imagePullPolicy": "Never",
                    "command": ["sh", "-c", SCRIPT],
                }
            ],
        },
    }
