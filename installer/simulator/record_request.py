"""The cluster that was asked for on a recorded PC."""

from __future__ import annotations

from ipaddress import IPv4Address, IPv4Network

from installer.config.model import EdgeCluster, Metadata, Network, Node, PublishedPort, Spec
from installer.simulator.record_schema import RecordedRequest
from installer.units import GIB, MIB, Size

_SUBNET = "192.168.219.0/24"
# Those of K3s, on which the recorded judgements of overlapping networks rest.
_PODS, _SERVICES = "10.42.0.0/16", "10.43.0.0/16"
# kubeadm's preflight wants them free on a PC that is itself a control plane.
_CONTROL_PLANE_PORTS = (2379, 2380, 10250, 10257, 10259)
_ANYWHERE = IPv4Address("0.0.0.0")  # noqa: S104 - that is where a control plane listens


def requested_cluster(request: RecordedRequest) -> EdgeCluster:
    """A cluster of one node with these sizes, which needs KVM as the products did.

    The sizes may be smaller than those that a cluster file is allowed to name: they were asked
    of other products, and are judged as they are.
    """
    node = Node.model_construct(
        name="recorded-node",
        cpus=request.cpu,
        memory=Size(request.memory_mb * MIB),
        data_disk=Size(int(request.disk_gb * GIB)),
    )
    spec = Spec.model_construct(
        distribution="kubeadm",
        version=None,
        nodes=(node,),
        network=_network(request),
        acceleration="required",
        autostart=True,
    )
    return EdgeCluster.model_construct(metadata=Metadata(name="recorded"), spec=spec)


def _network(request: RecordedRequest) -> Network:
    ports = _CONTROL_PLANE_PORTS if request.mode == "bare-metal" else ()
    return Network(
        # A record may name the network by any address in it.
        subnet=IPv4Network(request.subnet or _SUBNET, strict=False),
        pod_cidr=IPv4Network(request.pod_cidr or _PODS, strict=False),
        service_cidr=IPv4Network(request.service_cidr or _SERVICES, strict=False),
        ports=tuple(PublishedPort(host=port, node=port, address=_ANYWHERE) for port in ports),
    )
