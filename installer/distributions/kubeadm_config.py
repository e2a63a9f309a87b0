"""The documents that kubeadm reads; all pure.

Format: kubeadm.k8s.io/v1beta4 (Kubernetes 1.31 and newer).
"""

from __future__ import annotations

from typing import Any
from urllib.parse import urlsplit

from installer.distributions.base import API_PORT, JoinTicket, NodeSettings
from installer.errors import KubernetesInstallFailed

ENCRYPTION_PATH = "/etc/kubernetes/edgewright/encryption.yaml"
_CRI_SOCKET = "unix:///run/containerd/containerd.sock"
_REGISTRY = "registry.k8s.io"
_CONTROL_PLANE_TAINT = "node-role.kubernetes.io/control-plane:NoSchedule"
# The log of a container is kept in this many files; the oldest goes when a new one is begun.
_LOG_FILES = 5


def cluster_documents(settings: NodeSettings, *, patience: float) -> tuple[dict[str, Any], ...]:
    """What `kubeadm init --config` gets for a first node.

    `patience` is how many times slower than usual the node runs: kubeadm's own time limits are
    stretched by it.
    """
    return (
        {
            "apiVersion": "kubeadm.k8s.io/v1beta4",
            "kind": "InitConfiguration",
            "localAPIEndpoint": _endpoint(settings),
            "nodeRegistration": _registration(settings),
            "timeouts": _timeouts(patience),
        },
        _cluster_configuration(settings, patience),
        {
            "apiVersion": "kubelet.config.k8s.io/v1beta1",
            "kind": "KubeletConfiguration",
            "cgroupDriver": "systemd",
            "containerLogMaxSize": f"{settings.log_size // _LOG_FILES // 1024}Ki",
            "containerLogMaxFiles": _LOG_FILES,
            # An image that was collected could not be fetched again without internet.
            "imageGCHighThresholdPercent": 100,
            "imageGCLowThresholdPercent": 99,
        },
        {
            "apiVersion": "kubeproxy.config.k8s.io/v1alpha1",
            "kind": "KubeProxyConfiguration",
            # 0 leaves the kernel's own limit alone.
            "conntrack": {"maxPerCore": 0},
        },
    )


def join_document(settings: NodeSettings, ticket: JoinTicket, *, patience: float) -> dict[str, Any]:
    """What `kubeadm join --config` gets for a further node; secret, as the ticket is."""
    document: dict[str, Any] = {
        "apiVersion": "kubeadm.k8s.io/v1beta4",
        "kind": "JoinConfiguration",
        "discovery": {
            "bootstrapToken": {
                "apiServerEndpoint": urlsplit(ticket.server).netloc,
                "token": ticket.token,
                "caCertHashes": [ticket.ca_hash],
            }
        },
        "nodeRegistration": _registration(settings),
        "timeouts": {**_timeouts(patience), "discovery": _duration(120 * patience)},
    }
    if settings.role == "server":
        document["controlPlane"] = {
            "localAPIEndpoint": _endpoint(settings),
            "certificateKey": ticket.certificate_key,
        }
    return document


def _endpoint(settings: NodeSettings) -> dict[str, Any]:
    return {"advertiseAddress": settings.address, "bindPort": API_PORT}


def _registration(settings: NodeSettings) -> dict[str, Any]:
    arguments = {"node-ip": settings.address}
    if settings.labels:
        arguments["node-labels"] = ",".join(f"{k}={v}" for k, v in settings.labels.items())
    return {
        "name": settings.node,
        "criSocket": _CRI_SOCKET,
        # Offline there is no registry: kubeadm only looks whether the images are there.
        "imagePullPolicy": "Never",
        "taints": _taints(settings),
        "kubeletExtraArgs": [{"name": name, "value": text} for name, text in arguments.items()],
    }


def _taints(settings: NodeSettings) -> list[dict[str, str]]:
    """An empty list takes kubeadm's own taint away: servers without workers run everything."""
    own = settings.role == "server" and settings.nodes > settings.servers
    return [_taint(text) for text in (*((_CONTROL_PLANE_TAINT,) if own else ()), *settings.taints)]


def _taint(text: str) -> dict[str, str]:
    head, _, effect = text.rpartition(":")
    key, _, value = head.partition("=")
    return {"key": key, **({"value": value} if value else {}), "effect": effect}


def _timeouts(patience: float) -> dict[str, str]:
    return {
        "controlPlaneComponentHealthCheck": _duration(120 * patience),
        "kubeletHealthCheck": _duration(60 * patience),
        "kubernetesAPICall": _duration(60 * patience),
        "etcdAPICall": _duration(60 * patience),
        "tlsBootstrap": _duration(120 * patience),
    }


def _cluster_configuration(settings: NodeSettings, patience: float) -> dict[str, Any]:
    election = _election(settings, patience)
    document: dict[str, Any] = {
        "apiVersion": "kubeadm.k8s.io/v1beta4",
        "kind": "ClusterConfiguration",
        "clusterName": settings.cluster,
        "kubernetesVersion": settings.version,
        "networking": {"podSubnet": settings.pod_cidr, "serviceSubnet": settings.service_cidr},
        "apiServer": _api_server(settings),
        "controllerManager": _extra(election),
        "scheduler": _extra(election),
        # kubeadm asks for one exact version of each; the bundle's may be a little older.
        "etcd": {"local": {"imageTag": image_tag(settings.images, f"{_REGISTRY}/etcd")}},
        "dns": {"imageTag": image_tag(settings.images, f"{_REGISTRY}/coredns/coredns")},
    }
    if settings.servers > 1 or settings.shared:
        # Without it kubeadm takes no further server.
        document["controlPlaneEndpoint"] = f"{settings.address}:{API_PORT}"
    return document


def _election(settings: NodeSettings, patience: float) -> dict[str, str]:
    """How the servers agree on who acts (the usual times are Kubernetes' own)."""
    if settings.servers == 1 and not settings.shared:
        # A single control plane has nobody to hand over to; on a slow PC a lease that is renewed
        # too late would only restart it.
        return {"leader-elect": "false"}
    if patience <= 1:
        return {}
    usual = {"lease-duration": 15, "renew-deadline": 10, "retry-period": 2}
    return {f"leader-elect-{key}": _duration(value * patience) for key, value in usual.items()}


def _api_server(settings: NodeSettings) -> dict[str, Any]:
    document: dict[str, Any] = {"certSANs": ["127.0.0.1", "localhost", settings.address]}
    if settings.encrypt_secrets:
        document |= _extra({"encryption-provider-config": ENCRYPTION_PATH})
        document["extraVolumes"] = [
            {
                "name": "edgewright-encryption",
                "hostPath": ENCRYPTION_PATH,
                "mountPath": ENCRYPTION_PATH,
                "readOnly": True,
                "pathType": "File",
            }
        ]
    return document


def _extra(arguments: dict[str, str]) -> dict[str, Any]:
    if not arguments:
        return {}
    return {"extraArgs": [{"name": name, "value": text} for name, text in arguments.items()]}


def image_tag(images: tuple[str, ...], repository: str) -> str:
    """The tag under which the bundle holds an image; raises KubernetesInstallFailed without it."""
    for image in images:
        name, _, tag = image.rpartition(":")
        if name == repository:
            return tag
    raise KubernetesInstallFailed(
        f"The bundle lacks the container image {repository}.",
        details=f"images: {', '.join(images) or 'none'}",
        resolution="Build the bundle with the images that `kubeadm config images list` names.",
    )


def _duration(seconds: float) -> str:
    """A Go duration of whole seconds."""
    return f"{round(seconds)}s"
