"""The objects of a shop's cluster as the API server gives them: well, ill, waiting and odd ones."""

from __future__ import annotations

from typing import Any

NOW = 1_780_000_000.0
Object = dict[str, Any]
_ISO = "2026-05-2{day}T{hour:02}:26:40Z"


def ago(days: int = 0, hours: int = 0) -> str:
    """A time stamp so long before NOW (2026-05-28T20:26:40Z)."""
    hour = 20 - hours
    return _ISO.format(day=8 - days, hour=hour)


def pod(name: str, **given: Any) -> Object:
    """A pod; `given`: namespace, node, state (of its container), restarts, ready, phase, owner."""
    namespace, node = given.get("namespace", "store"), given.get("node", "edge-linux")
    state = given.get("state", {"running": {"startedAt": ago(2)}})
    ready = given.get("ready", "running" in state)
    status: Object = {
        "phase": given.get("phase", "Running"),
        "podIP": "10.42.0.15",
        "podIPs": [{"ip": "10.42.0.15"}],
        "containerStatuses": [
            {
                "name": "app",
                "ready": ready,
                "restartCount": given.get("restarts", 0),
                "state": state,
                "lastState": given.get("last", {}),
                "image": f"registry.example/{name.split('-', maxsplit=1)[0]}:4.2.1",
            }
        ],
        "conditions": [
            {"type": "Ready", "status": "True" if ready else "False"},
            *given.get("conditions", []),
        ],
    }
    if not node:
        del status["containerStatuses"], status["podIP"], status["podIPs"]
    spec: Object = {
        "nodeName": node,
        "containers": [
            {
                "name": "app",
                "image": f"registry.example/{name.split('-', maxsplit=1)[0]}:4.2.1",
                "resources": {"requests": {"cpu": "50m", "memory": "128Mi"}},
            }
        ],
    }
    metadata = meta(name, namespace, given.get("age", ago(2)))
    metadata["labels"] = {"app": name.split("-", maxsplit=1)[0]}
    return {"metadata": metadata, "spec": spec, "status": status}


def meta(name: str, namespace: str, created: str) -> Object:
    """Names and times of an object."""
    return {
        "name": name,
        "namespace": namespace,
        "uid": f"{namespace}/{name}",
        "resourceVersion": "1",
        "creationTimestamp": created,
    }


def waiting(reason: str, message: str = "") -> Object:
    """The state of a container that does not run."""
    return {"waiting": {"reason": reason, "message": message}}


def pods() -> list[Object]:
    """Twenty pods of a shop."""
    ended = {"terminated": {"exitCode": 1, "reason": "Error", "finishedAt": ago(0, 0)}}
    crash = waiting("CrashLoopBackOff", "back-off 5m0s restarting failed container")
    made = [
        pod("pos-sync-6f9d7c4b8-x2lkm", state=crash, restarts=14, last=ended, age=ago(0, 1)),
        pod("price-labels-5d8f7c9d6-9qzvt", state=waiting("ImagePullBackOff"), phase="Pending"),
        pod("receipt-archive-5b9d8f4-h7k2p", state=waiting("ContainerCreating"), phase="Pending"),
        pod(
            "analytics-worker-0",
            namespace="analytics",
            node="",
            phase="Pending",
            conditions=[
                {
                    "type": "PodScheduled",
                    "status": "False",
                    "reason": "Unschedulable",
                    "message": "0/2 nodes are available: 2 Insufficient memory.",
                }
            ],
        ),
        pod(
            "nightly-export-28123400-5wq8z",
            phase="Succeeded",
            ready=False,
            state={"terminated": {"exitCode": 0, "reason": "Completed"}},
        ),
        pod("label-printer-bridge-c9b47", namespace="devices", ready=False),
    ]
    well = ("pos-api-7d9c6b5f8-2vh4x", "pos-api-7d9c6b5f8-k8s7d", "queue-nats-0")
    made += [pod(name) for name in (*well, "stock-db-postgresql-0")]
    made += [pod("scale-driver-w8xq2", namespace="devices", node="edge-windows")]
    system = (
        "coredns-6799fbcd5-jl8wn",
        "local-path-provisioner-b5d44d9-z7qtp",
        "traefik-f4564c4f4-6",
    )
    made += [pod(name, namespace="kube-system", age=ago(8)) for name in system]
    return made


def nodes() -> list[Object]:
    """A Linux node and a Windows node; the second is closed."""
    return [node("edge-linux"), node("edge-windows", system="windows", closed=True)]


def node(name: str, *, system: str = "linux", closed: bool = False) -> Object:
    """A node that is ready."""
    ready = {"type": "Ready", "status": "True", "reason": "KubeletReady"}
    metadata = meta(name, "", ago(8)) | {"labels": {"kubernetes.io/os": system}}
    return {
        "metadata": metadata,
        "spec": {"unschedulable": True} if closed else {},
        "status": {
            "capacity": {"cpu": "4", "memory": "8Gi", "pods": "110"},
            "allocatable": {"cpu": "4", "memory": "8Gi", "pods": "110"},
            "addresses": [{"type": "InternalIP", "address": "192.168.20.5"}],
            "nodeInfo": {"kubeletVersion": "v1.34.4", "osImage": "Debian GNU/Linux 12"},
            "conditions": [ready | {"lastHeartbeatTime": ago(), "lastTransitionTime": ago(2)}],
        },
    }


def claims() -> list[Object]:
    """Two claims in use and one that waits."""
    return [
        claim("stock-db-data", "20Gi"),
        claim("camera-buffer", "50Gi", storage_class="edge-expandable"),
        claim("analytics-scratch", "10Gi", phase="Pending"),
    ]


def claim(
    name: str, size: str, *, phase: str = "Bound", storage_class: str = "local-path"
) -> Object:
    """A volume claim."""
    bound = phase == "Bound"
    return {
        "metadata": meta(name, "store", ago(5)),
        "spec": {
            "accessModes": ["ReadWriteOnce"],
            "storageClassName": storage_class,
            "resources": {"requests": {"storage": size}},
            "volumeName": f"pvc-{name}" if bound else "",
        },
        "status": {"phase": phase, "capacity": {"storage": size}, "accessModes": ["ReadWriteOnce"]}
        if bound
        else {"phase": phase},
    }


def deployments() -> list[Object]:
    """One deployment that is well and one that is not."""
    return [deployment("pos-api", 2, 2), deployment("pos-sync", 1, 0)]


def deployment(name: str, wanted: int, ready: int) -> Object:
    """A deployment."""
    return {
        "metadata": meta(name, "store", ago(6)),
        "spec": {"replicas": wanted, "selector": {"matchLabels": {"app": name}}},
        "status": {
            "replicas": wanted,
            "readyReplicas": ready,
            "availableReplicas": ready,
            "updatedReplicas": wanted,
        },
    }


def services() -> list[Object]:
    """One service inside and one outside."""
    inside = {"type": "ClusterIP", "clusterIP": "10.43.0.20", "ports": [{"port": 5432}]}
    outside = {
        "type": "NodePort",
        "clusterIP": "10.43.0.21",
        "ports": [{"port": 443, "nodePort": 30443, "protocol": "TCP"}],
    }
    return [
        {"metadata": meta("stock-db", "store", ago(6)), "spec": inside, "status": {}},
        {"metadata": meta("pos-api", "store", ago(6)), "spec": outside, "status": {}},
    ]


def events() -> list[Object]:
    """What happened lately."""
    about = {
        "kind": "Pod",
        "namespace": "store",
        "name": "pos-sync-6f9d7c4b8-x2lkm",
        "uid": "store/pos-sync-6f9d7c4b8-x2lkm",
    }
    made = []
    for number, (kind, reason, message) in enumerate(
        (
            ("Warning", "BackOff", "Back-off restarting failed container app in pod pos-sync"),
            ("Normal", "Pulled", "Container image already present on machine"),
            ("Normal", "Scheduled", "Successfully assigned store/pos-sync to edge-linux"),
        )
    ):
        made.append(
            {
                "metadata": meta(f"pos-sync.{number}", "store", ago(0, number)),
                "type": kind,
                "reason": reason,
                "message": message,
                "count": 14 - number,
                "involvedObject": about,
                "firstTimestamp": ago(0, 2),
                "lastTimestamp": ago(0, number),
            }
        )
    return made


def shop() -> dict[str, list[Object]]:
    """The whole cluster, by kind."""
    return {
        "pods": pods(),
        "nodes": nodes(),
        "claims": claims(),
        "deployments": deployments(),
        "services": services(),
        "events": events(),
    }
