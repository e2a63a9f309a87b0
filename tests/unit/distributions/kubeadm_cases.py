"""The nodes that the tests of kubeadm begin with."""

from __future__ import annotations

from installer.distributions.base import NodeSettings

IMAGES = (
    "registry.k8s.io/coredns/coredns:v1.12.1",
    "registry.k8s.io/etcd:3.6.4-0",
    "registry.k8s.io/kube-apiserver:v1.34.4",
    "registry.k8s.io/pause:3.10.1",
)


def settings(**changes: object) -> NodeSettings:
    """A node that is alone, or another one."""
    values: dict[str, object] = {
        "cluster": "shop-1",
        "node": "node-1",
        "version": "v1.34.4",
        "address": "10.91.0.10",
        "api_port": 16443,
        "pod_cidr": "10.244.0.0/16",
        "service_cidr": "10.96.0.0/16",
        "proxy": None,
        "images": IMAGES,
        **changes,
    }
    return NodeSettings(**values)  # type: ignore[arg-type]


WORKER = settings(
    node="node-2",
    address="10.92.0.11",
    role="worker",
    nodes=3,
    index=1,
    peers={"node-1": "10.92.0.10", "node-3": "10.92.0.12"},
    labels={"shop.example/till": "2", "zone": "back"},
    taints=("shop.example/till=2:NoSchedule",),
)
FURTHER_SERVER = settings(
    node="node-3",
    address="10.92.0.12",
    nodes=3,
    servers=3,
    index=2,
    peers={"node-1": "10.92.0.10", "node-2": "10.92.0.11"},
    encrypt_secrets=True,
)
SHARED_SERVER = settings(address="192.168.50.20", outside="192.168.50.0/24")
