"""K8s: upstream Kubernetes, set up by kubeadm from the payload disk, without internet.

containerd, runc and the CNI plug-ins come with the node image; kubeadm, kubelet, kubectl and
all container images come from the bundle.  A single node needs no overlay network: pods are
joined by the plain `bridge` plug-in.
"""

from __future__ import annotations

import ipaddress

import yaml

from installer.config.model import Proxy
from installer.distributions.base import NodeSettings
from installer.distributions.kubeadm_config import cluster_documents, kubeconfig_for_pc
from installer.errors import KubernetesInstallFailed
from installer.host.base import Command, HostDriver
from installer.host.job import Job, Work, run_job
from installer.host.script import node_script
from installer.resources import resource_text

_CONFIG_PATH = "/etc/edgewright/kubeadm.yaml"
_INSTALLED_MARK = "/etc/edgewright/kubernetes-installed"
# Lives with the cluster's certificates: whoever removes those removes the mark.
_INITIALISED_MARK = "/etc/kubernetes/edgewright-initialised"
_SANDBOX_IMAGE = "registry.k8s.io/pause"


class Kubeadm:
    """Upstream Kubernetes."""

    name = "kubeadm"
    title = "K8s (upstream Kubernetes, set up by kubeadm)"

    def data_folders(self) -> tuple[str, ...]:
        """See `Distribution.data_folders`."""
        return (
            "/etc/kubernetes",
            "/var/lib/etcd",
            "/var/lib/kubelet",
            "/var/lib/containerd",
            "/var/lib/cni",
            "/var/log/pods",
            "/var/log/edgewright",
        )

    async def installed(self, node: HostDriver, settings: NodeSettings) -> bool:
        """See `Distribution.installed`."""
        return await _mark_says(node, _INSTALLED_MARK, settings.version)

    async def install(self, node: HostDriver, settings: NodeSettings, work: Work) -> None:
        """See `Distribution.install`."""
        for path, text in node_files(settings).items():
            await node.write_text(path, text)
        job = Job(
            name="kubeadm-install",
            purpose="Installing Kubernetes in the node",
            script=resource_text("node/kubeadm/install.sh"),
            limit=180 * work.pace,
        )
        await run_job(node, job, work)
        await node.write_text(_INSTALLED_MARK, settings.version)

    async def initialised(self, node: HostDriver, settings: NodeSettings) -> bool:
        """See `Distribution.initialised`."""
        return await _mark_says(node, _INITIALISED_MARK, settings.version)

    async def initialise(self, node: HostDriver, settings: NodeSettings, work: Work) -> None:
        """See `Distribution.initialise`."""
        documents = cluster_documents(settings, patience=work.pace)
        await node.write_text(
            _CONFIG_PATH, yaml.safe_dump_all(documents, sort_keys=False), mode=0o600
        )
        job = Job(
            name="kubeadm-init",
            purpose="Setting up the control plane",
            script=resource_text("node/kubeadm/init.sh"),
            limit=300 * work.pace,
        )
        await run_job(node, job, work)
        await node.write_text(_INITIALISED_MARK, settings.version)

    async def kubeconfig(self, node: HostDriver, settings: NodeSettings) -> str:
        """See `Distribution.kubeconfig`."""
        return kubeconfig_for_pc(await node.read_text("/etc/kubernetes/admin.conf"), settings)

    async def evidence(self, node: HostDriver) -> str:
        """See `Distribution.evidence`."""
        command = node_script("kubeadm/evidence", "Asking the node about Kubernetes")
        return (await node.run(command, timeout=180)).output


def node_files(settings: NodeSettings) -> dict[str, str]:
    """The files that a node gets before Kubernetes is installed, by path; pure."""
    sandbox = next((i for i in settings.images if i.startswith(f"{_SANDBOX_IMAGE}:")), "")
    if not sandbox:
        raise KubernetesInstallFailed(
            "The bundle holds no pause image, without which no pod can start.",
            details=f"images: {', '.join(settings.images) or 'none'}",
            resolution="Build the bundle with the images that `kubeadm config images list` names.",
        )
    # The first /24 of the pod network is the one that kubeadm's controller gives the first node.
    first_slice = next(ipaddress.IPv4Network(settings.pod_cidr).subnets(new_prefix=24))
    files = {
        "/etc/modules-load.d/edgewright.conf": resource_text("node/kubeadm/modules.conf"),
        "/etc/sysctl.d/90-edgewright.conf": resource_text("node/kubeadm/sysctl.conf"),
        "/etc/containerd/config.toml": resource_text("node/kubeadm/containerd.toml").replace(
            "@SANDBOX_IMAGE@", sandbox
        ),
        "/etc/cni/net.d/10-edgewright.conflist": resource_text(
            "node/kubeadm/bridge.conflist"
        ).replace("@POD_SUBNET@", str(first_slice)),
        "/etc/systemd/system/kubelet.service": resource_text("node/kubeadm/kubelet.service"),
    }
    if settings.proxy is not None:
        files["/etc/systemd/system/containerd.service.d/proxy.conf"] = _proxy_unit(
            settings, settings.proxy
        )
    return files


def _proxy_unit(settings: NodeSettings, proxy: Proxy) -> str:
    own = f"localhost,127.0.0.1,{settings.address},{settings.pod_cidr},{settings.service_cidr}"
    exempt = ",".join(part for part in (own, proxy.no_proxy, ".svc,.cluster.local") if part)
    pairs = (
        ("HTTP_PROXY", proxy.http),
        ("HTTPS_PROXY", proxy.https),
        ("NO_PROXY", exempt),
    )
    lines = [f'Environment="{key}={value}"' for key, value in pairs if value]
    return "\n".join(("[Service]", *lines, ""))


async def _mark_says(node: HostDriver, path: str, wanted: str) -> bool:
    command = Command(argv=("sudo", "cat", "--", path), purpose=f"Reading {path} in the node")
    result = await node.run(command, timeout=60)
    return result.returncode == 0 and result.stdout.strip() == wanted


DISTRIBUTION = Kubeadm()
