"""The documents that kubeadm reads, and the kubeconfig that it writes; all pure.

Format: kubeadm.k8s.io/v1beta4 (Kubernetes 1.31 and newer).
"""

from __future__ import annotations

from typing import Any

import yaml

from installer.distributions.base import NodeSettings
from installer.errors import KubernetesInstallFailed

_CRI_SOCKET = "unix:///run/containerd/containerd.sock"
_REGISTRY = "registry.k8s.io"


def cluster_documents(settings: NodeSettings, *, patience: float) -> tuple[dict[str, Any], ...]:
    """What `kubeadm init --config` gets for a first, single node.

    `patience` is how many times slower than usual the node runs: kubeadm's own time limits are
    stretched by it.
    """
    return (
        _init_configuration(settings, patience),
        _cluster_configuration(settings),
        {
            "apiVersion": "kubelet.config.k8s.io/v1beta1",
            "kind": "KubeletConfiguration",
            "cgroupDriver": "systemd",
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


def _init_configuration(settings: NodeSettings, patience: float) -> dict[str, Any]:
    return {
        "apiVersion": "kubeadm.k8s.io/v1beta4",
        "kind": "InitConfiguration",
        "localAPIEndpoint": {"advertiseAddress": settings.address, "bindPort": 6443},
        "nodeRegistration": {
            "name": settings.node,
            "criSocket": _CRI_SOCKET,
            # Offline there is no registry: kubeadm only looks whether the images are there.
            "imagePullPolicy": "Never",
            # A single node runs everything, so it gets no control-plane taint.
            "taints": [],
            "kubeletExtraArgs": [{"name": "node-ip", "value": settings.address}],
        },
        "timeouts": {
            "controlPlaneComponentHealthCheck": _duration(120 * patience),
            "kubeletHealthCheck": _duration(60 * patience),
            "kubernetesAPICall": _duration(60 * patience),
            "etcdAPICall": _duration(60 * patience),
            "tlsBootstrap": _duration(120 * patience),
        },
    }


def _cluster_configuration(settings: NodeSettings) -> dict[str, Any]:
    return {
        "apiVersion": "kubeadm.k8s.io/v1beta4",
        "kind": "ClusterConfiguration",
        "clusterName": settings.cluster,
        "kubernetesVersion": settings.version,
        "networking": {"podSubnet": settings.pod_cidr, "serviceSubnet": settings.service_cidr},
        "apiServer": {"certSANs": ["127.0.0.1", "localhost", settings.address]},
        # A single control plane has nobody to hand over to; on a slow PC a lease that is renewed
        # too late would only restart it.
        "controllerManager": {"extraArgs": [{"name": "leader-elect", "value": "false"}]},
        "scheduler": {"extraArgs": [{"name": "leader-elect", "value": "false"}]},
        # kubeadm asks for one exact version of each; the bundle's may be a little older.
        "etcd": {"local": {"imageTag": image_tag(settings.images, f"{_REGISTRY}/etcd")}},
        "dns": {"imageTag": image_tag(settings.images, f"{_REGISTRY}/coredns/coredns")},
    }


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


def kubeconfig_for_pc(admin: str, settings: NodeSettings) -> str:
    """kubeadm's admin.conf with the address under which this PC reaches the API server.

    Cluster, user and context are named after our cluster, so that several can stand in one file.
    """
    document = yaml.safe_load(admin)
    context = f"edgewright-{settings.cluster}"
    cluster, user = document["clusters"][0], document["users"][0]
    cluster["name"] = user["name"] = context
    cluster["cluster"]["server"] = f"https://127.0.0.1:{settings.api_port}"
    document["contexts"] = [{"name": context, "context": {"cluster": context, "user": context}}]
    document["current-context"] = context
    text: str = yaml.safe_dump(document, sort_keys=False)
    return text


def _duration(seconds: float) -> str:
    """A Go duration of whole seconds."""
    return f"{round(seconds)}s"
