"""Bars of the console's data: pods from the socket to rows, against the typed client.

A real API server holds 10,000 pods, then 50,000; both readers run in processes of their own, one
after the other, on the same server.  The bare transfer of the same pages is measured beside them:
it is what no reader can save.  Needs the long build of the testbed, once.
"""

from __future__ import annotations

import contextlib
import itertools
import json
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from installer.cluster.connection import Connection
from installer.errors import EdgewrightError
from tests.bench import Measure, finish
from tests.testbed.api_server import ApiServer, build_kubeall

SIZES = (10_000, 50_000)
_BATCH = 100  # etcd takes 128 writes in one transaction
# The typed client takes minutes for the larger size, so it is measured once there.
_ROUNDS = {10_000: 3, 50_000: 1}

_AT = "2026-01-05T10:00:00Z"
_IMAGE = "registry.example.com/shop/web"
_SPEC: dict[str, Any] = {
    "containers": [
        {
            "name": "app",
            "image": f"{_IMAGE}:1.2.3",
            "resources": {
                "requests": {"cpu": "100m", "memory": "128Mi"},
                "limits": {"memory": "256Mi"},
            },
            "env": [{"name": f"SETTING_{n}", "value": "x" * 30} for n in range(10)],
            "volumeMounts": [{"name": "token", "mountPath": "/var/run/secrets"}],
        }
    ],
    "volumes": [{"name": "token", "emptyDir": {}}],
}
_STATUS: dict[str, Any] = {
    "phase": "Running",
    "startTime": _AT,
    "conditions": [
        {"type": name, "status": "True", "lastTransitionTime": _AT}
        for name in ("PodReadyToStartContainers", "Initialized", "Ready", "ContainersReady")
    ],
    "containerStatuses": [
        {
            "name": "app",
            "image": f"{_IMAGE}:1.2.3",
            "imageID": f"{_IMAGE}@sha256:{'0' * 64}",
            "ready": True,
            "started": True,
            "restartCount": 0,
            "state": {"running": {"startedAt": _AT}},
        }
    ],
}

Entry = tuple[str, dict[str, Any]]


def pods(first: int, count: int) -> Iterator[Entry]:
    """Pods of a deployment as a real cluster has them, with their keys in etcd."""
    for number in range(first, first + count):
        namespace, name = f"team-{number % 20}", f"web-7f9c6d5b4-{number:05}"
        yield f"/registry/pods/{namespace}/{name}", pod(namespace, name, number)


def pod(namespace: str, name: str, number: int) -> dict[str, Any]:
    """One running pod, of about the size that real ones have."""
    owner = {
        "apiVersion": "apps/v1",
        "kind": "ReplicaSet",
        "name": "web-7f9c6d5b4",
        "uid": "00000000-0000-0000-0000-ffffffffffff",
        "controller": True,
    }
    meta = {
        "name": name,
        "namespace": namespace,
        "uid": f"00000000-0000-0000-0000-{number:012}",
        "creationTimestamp": _AT,
        "labels": {"app": "web", "pod-template-hash": "7f9c6d5b4", "team": namespace},
        "annotations": {"kubernetes.io/description": "serves the shop " * 20},
        "ownerReferences": [owner],
    }
    spec = {"nodeName": f"node-{number % 50}", **_SPEC}
    address = f"10.42.{number // 250 % 250}.{number % 250}"
    status = {"podIP": address, "podIPs": [{"ip": address}], **_STATUS}
    return {"apiVersion": "v1", "kind": "Pod", "metadata": meta, "spec": spec, "status": status}


def batches(found: Iterator[Entry]) -> Iterator[list[Entry]]:
    """In parts that one transaction can take."""
    while batch := list(itertools.islice(found, _BATCH)):
        yield batch


def fill(server: ApiServer, first: int, count: int) -> None:
    """Put pods straight into etcd, where the API server reads JSON too."""
    for batch in batches(pods(first, count)):
        server.put((key, json.dumps(value).encode()) for key, value in batch)


def wait_until_served(server: ApiServer, count: int) -> None:
    """The server takes in what was written behind its back; until then it answers slowly."""
    connection = Connection(server.admin, None)
    left = -1
    while left + 1 != count:
        time.sleep(0.5)
        with contextlib.suppress(EdgewrightError):
            page = json.loads(connection.get("/api/v1/pods", {"limit": 1}))
            left = page["metadata"].get("remainingItemCount", -1)
    connection.close()


def read(reader: str, server: ApiServer, count: int) -> dict[str, float]:
    """The best of some rounds of a reader: seconds, CPU seconds, MiB of memory that it took."""
    argv = (sys.executable, "-m", "tests.bench.console_reader", reader)
    found = [
        json.loads(subprocess.check_output((*argv, str(server.admin), str(count))))
        for _ in range(_ROUNDS[count])
    ]
    best: dict[str, float] = min(found, key=lambda one: float(one["seconds"]))
    return best


def words(found: dict[str, float]) -> str:
    """The figures of a reader."""
    return "{seconds:.2f} s ({cpu:.2f} s of CPU, {mib:.0f} MiB)".format_map(found)


def main() -> None:
    """Measure and judge."""
    measures: list[Measure] = []
    with tempfile.TemporaryDirectory(prefix="edgewright-bench-") as folder:
        server = ApiServer(build_kubeall(print), Path(folder))
        try:
            server.start()
            there = 0
            for size in SIZES:
                fill(server, there, size - there)
                there = size
                wait_until_served(server, size)
                bare, ours, typed = (read(r, server, size) for r in ("bare", "rows", "typed"))
                print(
                    f"        {size} pods: transfer alone {bare['seconds']:.2f} s, "
                    f"rows {words(ours)}, typed client {words(typed)}"
                )
                name = f"{size} pods, typed client over rows"
                ratio = typed["seconds"] / ours["seconds"]
                measures.append(Measure(name=name, value=ratio, at_least=5))
                name = f"{size} pods, memory of the reader"
                measures.append(Measure(name=name, value=ours["mib"], unit="MiB", at_most=300))
        finally:
            server.stop()
    finish(*measures)


if __name__ == "__main__":
    main()
