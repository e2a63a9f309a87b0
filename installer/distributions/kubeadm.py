"""K8s: upstream Kubernetes, set up by kubeadm from the payload disk, without internet.

containerd, runc and the CNI plug-ins come with the node image; kubeadm, kubelet, kubectl and
all container images come from the bundle.  A token, a key or a certificate key never stands on a
command line: they go through files that root alone reads, and through the output of a script.
"""

from __future__ import annotations

import dataclasses
import itertools

import yaml

from installer.cluster.kubeconfig import kubeconfig_for_pc
from installer.distributions.base import (
    API_PORT,
    INSTALLED_MARK,
    USUAL_TERMS,
    JoinTicket,
    NodeSettings,
    Role,
    TicketTerms,
    mark_says,
)
from installer.distributions.kubeadm_config import (
    ENCRYPTION_PATH,
    cluster_documents,
    join_document,
)
from installer.distributions.kubeadm_files import node_files
from installer.errors import KubernetesInstallFailed
from installer.host.base import HostDriver, checked
from installer.host.job import Job, Work, run_job
from installer.host.script import node_script
from installer.resources import resource_text

_CONFIG_PATH = "/etc/edgewright/kubeadm.yaml"
# Lives with the cluster's certificates: whoever removes those removes the mark.
_INITIALISED_MARK = "/etc/kubernetes/edgewright-initialised"
_JOINED_MARK = "/etc/kubernetes/edgewright-joined"
# Removed by the script that joins.
_JOIN_PATH = "/etc/edgewright/kubeadm-join.yaml"
# kubeadm asks a server that may be busy, and without KVM its own start takes seconds.
_TICKET_SECONDS = 600.0
_LEAVE_SECONDS = 240.0


class Kubeadm:
    """Upstream Kubernetes."""

    name = "kubeadm"
    title = "K8s (upstream Kubernetes, set up by kubeadm)"
    admin_access = "/etc/kubernetes/admin.conf"
    node_access = "/etc/kubernetes/kubelet.conf"

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
        return await mark_says(node, INSTALLED_MARK, settings.version)

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
        await node.write_text(INSTALLED_MARK, settings.version)

    async def initialised(self, node: HostDriver, settings: NodeSettings) -> bool:
        """See `Distribution.initialised`."""
        return await mark_says(node, _INITIALISED_MARK, settings.version)

    async def initialise(self, node: HostDriver, settings: NodeSettings, work: Work) -> None:
        """See `Distribution.initialise`."""
        documents = cluster_documents(settings, patience=work.pace)
        if settings.encrypt_secrets:
            make_key = node_script("kubeadm/encryption", "Making the key that encrypts secrets")
            await checked(node, make_key, timeout=60)
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

    def ticket_limit(self, role: Role) -> float:
        """See `Distribution.ticket_limit`.

        kubeadm keeps the certificates that a further server fetches for two hours.
        """
        return 2 * 3600.0 if role == "server" else 365 * 24 * 3600.0

    async def ticket(
        self,
        server: HostDriver,
        settings: NodeSettings,
        role: Role,
        terms: TicketTerms = USUAL_TERMS,
    ) -> JoinTicket:
        """See `Distribution.ticket`."""
        purpose = f"Making a ticket for a further {role}"
        arguments = {"ROLE": role, "VALID": f"{terms.valid:.0f}", "PURPOSE": terms.purpose}
        question = node_script("kubeadm/ticket", purpose, arguments)
        answer = await checked(server, question, timeout=_TICKET_SECONDS)
        ticket = _parse_ticket(f"https://{settings.address}:{API_PORT}", answer)
        if role == "worker" or not settings.encrypt_secrets:
            return ticket
        encryption = await server.read_text(ENCRYPTION_PATH)
        return dataclasses.replace(ticket, files={ENCRYPTION_PATH: encryption})

    async def joined(self, node: HostDriver, settings: NodeSettings) -> bool:
        """See `Distribution.joined`."""
        return await mark_says(node, _JOINED_MARK, settings.version)

    async def join(
        self, node: HostDriver, settings: NodeSettings, ticket: JoinTicket, work: Work
    ) -> None:
        """See `Distribution.join`."""
        for path, text in ticket.files.items():
            await node.write_text(path, text, mode=0o600)
        document = join_document(settings, ticket, patience=work.pace)
        await node.write_text(_JOIN_PATH, yaml.safe_dump(document, sort_keys=False), mode=0o600)
        job = Job(
            name="kubeadm-join",
            purpose="Joining the cluster",
            script=resource_text("node/kubeadm/join.sh"),
            limit=300 * work.pace,
        )
        await run_job(node, job, work)
        await node.write_text(_JOINED_MARK, settings.version)

    async def leave(self, node: HostDriver, settings: NodeSettings) -> None:
        """See `Distribution.leave`; a server must go out of the majority that etcd counts."""
        if settings.role == "server":
            command = node_script("kubeadm/leave", "Taking the server out of its cluster")
            await checked(node, command, timeout=_LEAVE_SECONDS)

    async def kubeconfig(self, node: HostDriver, settings: NodeSettings) -> str:
        """See `Distribution.kubeconfig`."""
        admin = await node.read_text(self.admin_access)
        return kubeconfig_for_pc(admin, cluster=settings.cluster, api_port=settings.api_port)

    async def evidence(self, node: HostDriver) -> str:
        """See `Distribution.evidence`."""
        command = node_script("kubeadm/evidence", "Asking the node about Kubernetes")
        return (await node.run(command, timeout=180)).output


def _parse_ticket(server: str, answer: str) -> JoinTicket:
    """Take the command that kubeadm proposes, and the key in the line after it, apart."""
    command, _, key = answer.strip().partition("\n")
    words = command.split()
    values = dict(itertools.pairwise(words))
    token = values.get("--token", "")
    ca_hash = values.get("--discovery-token-ca-cert-hash", "")
    if not token or not ca_hash:
        raise KubernetesInstallFailed(
            "The first server made no usable ticket for a further node.",
            details=f"kubeadm proposed a command of {len(words)} words without token or CA hash",
        )
    ident = token.partition(".")[0]
    return JoinTicket(server, token, ident, ca_hash=ca_hash, certificate_key=key.strip())


DISTRIBUTION = Kubeadm()
