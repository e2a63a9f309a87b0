"""The files that a node gets before Kubernetes is installed in it; all pure.

Pods of one node are joined by the plain `bridge` plug-in, which every node image has: offline no
image of an overlay network is needed.  With several nodes Kubernetes gives each a /24 of the pod
network, and a service in each keeps the routes to those of the others, also on other PCs.

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

POD_ROUTES_SCRIPT = "/etc/edgewright/pod-routes.sh"
_SANDBOX_IMAGE = "registry.k8s.io/pause"
_CERTS = "/etc/containerd/certs.d"
_AUTHORITY_PATH = f"{_CERTS}/private-ca.pem"
# What Kubernetes gives each node (kube-controller-manager, --node-cidr-mask-size-ipv4).
_PART_PREFIX = 24


def node_files(settings: NodeSettings) -> dict[str, str]:
    """The files by path; raises KubernetesInstallFailed for a bundle or a pod network too small."""
    sandbox = next((i for i in settings.images if i.startswith(f"{_SANDBOX_IMAGE}:")), "")
    if not sandbox:
        raise KubernetesInstallFailed(
            "The bundle holds no pause image, without which no pod can start.",
            details=f"images: {', '.join(settings.images) or 'none'}",
            resolution="Build the bundle with the images that `kubeadm config images list` names.",
        )
    files = {
        "/etc/modules-load.d/edgewright.conf": resource_text("node/kubeadm/modules.conf"),
        "/etc/sysctl.d/90-edgewright.conf": resource_text("node/kubeadm/sysctl.conf"),
        "/etc/containerd/config.toml": resource_text("node/kubeadm/containerd.toml").replace(
            "@SANDBOX_IMAGE@", sandbox
        ),
        "/etc/systemd/system/kubelet.service": resource_text("node/kubeadm/kubelet.service"),
        **_pod_network(settings),
    }
    if settings.proxy is not None:
        files["/etc/systemd/system/containerd.service.d/proxy.conf"] = _proxy_unit(
            settings, settings.proxy
        )
    return files | _registry_files(settings)


def _pod_network(settings: NodeSettings) -> dict[str, str]:
    """The bridge of a node that is alone, or what sets it up together with the routes."""
    parts = _parts(settings)
    bridge = resource_text("node/kubeadm/bridge.conflist")
    # The plug-in would hide a pod from those of other nodes behind its node's address.
    bridge = bridge.replace("@HIDE@", json.dumps(settings.alone))
    if settings.alone:
        return {"/etc/cni/net.d/10-edgewright.conflist": bridge.replace("@POD_SUBNET@", parts[0])}
    unit = "edgewright-pods.service"
    files = {
        "/etc/edgewright/bridge.conflist": bridge,
        "/etc/edgewright/pod-routes.env": f"NODE={settings.node}\nPODS={settings.pod_cidr}\n",
        POD_ROUTES_SCRIPT: resource_text("node/kubeadm/pod-routes.sh"),
        f"/etc/systemd/system/{unit}": resource_text(f"node/kubeadm/{unit}"),
    }
    if settings.role == "server":
        files["/etc/edgewright/pod-routes.yaml"] = resource_text("node/kubeadm/pod-routes.yaml")
    return files


def _parts(settings: NodeSettings) -> list[str]:
    """The parts that Kubernetes gives to nodes; raises KubernetesInstallFailed for too few."""
    network = ipaddress.IPv4Network(settings.pod_cidr)
    parts = [str(part) for part in network.subnets(new_prefix=_PART_PREFIX)]
    if len(parts) < settings.nodes:
        raise KubernetesInstallFailed(
            f"The pod network {network} is too small for {settings.nodes} nodes.",
            details=f"every node needs a /{_PART_PREFIX} of it",
            resolution="Give network.podCidr a shorter prefix, such as 10.244.0.0/16.",
        )
    return parts


def _proxy_unit(settings: NodeSettings, proxy: Proxy) -> str:
    exempt = ",".join(
        part for part in (*settings.near, proxy.no_proxy, ".svc,.cluster.local") if part
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
