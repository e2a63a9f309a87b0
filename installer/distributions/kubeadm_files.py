"""The files that a node gets before Kubernetes is installed in it; all pure.

Pods of one node are joined by the plain `bridge` plug-in, which every node image has: offline no
image of an overlay network is needed.  With several nodes each has a /24 of the pod network, by
its place in the cluster file, and routes to those of the others over the network between them.

Where a node fetches images is told to containerd by one folder for each registry (containerd
docs/hosts.md).
"""

from __future__ import annotations

import ipaddress
import json
from collections.abc import Iterator, Sequence

from installer.config.model import Proxy
from installer.distributions.base import NodeSettings
from installer.errors import KubernetesInstallFailed
from installer.resources import resource_text

POD_NETWORK_SCRIPT = "/etc/edgewright/pod-network.sh"
_SANDBOX_IMAGE = "registry.k8s.io/pause"
_CERTS = "/etc/containerd/certs.d"
_AUTHORITY_PATH = f"{_CERTS}/private-ca.pem"
_SLICE_PREFIX = 24


def node_files(settings: NodeSettings) -> dict[str, str]:
    """The files by path; raises KubernetesInstallFailed for a bundle or a pod network too small."""
    sandbox = next((i for i in settings.images if i.startswith(f"{_SANDBOX_IMAGE}:")), "")
    if not sandbox:
        raise KubernetesInstallFailed(
            "The bundle holds no pause image, without which no pod can start.",
            details=f"images: {', '.join(settings.images) or 'none'}",
            resolution="Build the bundle with the images that `kubeadm config images list` names.",
        )
    alone = settings.nodes == 1
    bridge = resource_text("node/kubeadm/bridge.conflist")
    bridge = bridge.replace("@POD_SUBNET@", pod_slice(settings.pod_cidr, settings.index))
    files = {
        "/etc/modules-load.d/edgewright.conf": resource_text("node/kubeadm/modules.conf"),
        "/etc/sysctl.d/90-edgewright.conf": resource_text("node/kubeadm/sysctl.conf"),
        "/etc/containerd/config.toml": resource_text("node/kubeadm/containerd.toml").replace(
            "@SANDBOX_IMAGE@", sandbox
        ),
        # The plug-in would hide a pod from those of other nodes behind its node's address.
        "/etc/cni/net.d/10-edgewright.conflist": bridge.replace("@HIDE@", json.dumps(alone)),
        "/etc/systemd/system/kubelet.service": resource_text("node/kubeadm/kubelet.service"),
    }
    if not alone:
        files[POD_NETWORK_SCRIPT] = _pod_network(settings)
        files["/etc/systemd/system/edgewright-pods.service"] = resource_text(
            "node/kubeadm/edgewright-pods.service"
        )
    if settings.proxy is not None:
        files["/etc/systemd/system/containerd.service.d/proxy.conf"] = _proxy_unit(
            settings, settings.proxy
        )
    return files | _registry_files(settings)


def pod_slice(pod_cidr: str, index: int) -> str:
    """The part of the pod network that a node has; raises KubernetesInstallFailed without one."""
    network = ipaddress.IPv4Network(pod_cidr)
    first = int(network.network_address) + (index << (32 - _SLICE_PREFIX))
    if first > int(network.broadcast_address):
        raise KubernetesInstallFailed(
            f"The pod network {pod_cidr} is too small for {index + 1} nodes.",
            details=f"every node needs a /{_SLICE_PREFIX} of it",
            resolution="Give network.podCidr a shorter prefix, such as 10.244.0.0/16.",
        )
    return str(ipaddress.IPv4Network((first, _SLICE_PREFIX)))


def _pod_network(settings: NodeSettings) -> str:
    """A script that sets the routes to the pods of other nodes, and the way out of our own."""
    others = [index for index in range(settings.nodes) if index != settings.index]
    routes = [
        f"ip route replace {pod_slice(settings.pod_cidr, index)} via {address}"
        for index, address in zip(others, settings.peers.values(), strict=True)
    ]
    own = pod_slice(settings.pod_cidr, settings.index)
    rule = f"POSTROUTING -s {own} ! -d {settings.pod_cidr} -j MASQUERADE"
    masquerade = f"iptables -w -t nat -C {rule} 2>/dev/null || iptables -w -t nat -A {rule}"
    return "\n".join(("# Written by Edgewright.", *routes, masquerade, ""))


def _proxy_unit(settings: NodeSettings, proxy: Proxy) -> str:
    own = ("localhost", "127.0.0.1", settings.address, *settings.peers.values())
    networks = (settings.pod_cidr, settings.service_cidr)
    exempt = ",".join(
        part for part in (*own, *networks, proxy.no_proxy, ".svc,.cluster.local") if part
    )
    pairs = (
        ("HTTP_PROXY", proxy.http),
        ("HTTPS_PROXY", proxy.https),
        ("NO_PROXY", exempt),
    )
    lines = [f'Environment="{key}={value}"' for key, value in pairs if value]
    return "\n".join(("[Service]", *lines, ""))


def _registry_files(settings: NodeSettings) -> dict[str, str]:
    """Beside it the node itself trusts the private authority, so other registries work too."""
    registries = settings.registries
    if not registries.mirrors:
        return {}
    authority = registries.certificate_authority
    files = {_AUTHORITY_PATH: authority} if authority else {}
    for name, mirrors in registries.mirrors.items():
        lines = _host_lines(mirrors, trusting=bool(authority))
        folder = "_default" if name == "*" else name
        files[f"{_CERTS}/{folder}/hosts.toml"] = "\n".join((*lines, ""))
    return files


def _host_lines(mirrors: Sequence[str], *, trusting: bool) -> Iterator[str]:
    """Mirrors in the order in which containerd asks them; the registry itself is the last."""
    for url in mirrors:
        # A text in JSON is a text in TOML too.
        yield f"[host.{json.dumps(url)}]"
        yield 'capabilities = ["pull", "resolve"]'
        if trusting:
            yield f"ca = {json.dumps(_AUTHORITY_PATH)}"
