"""K3s: Kubernetes as one small program, set up from the payload disk, without internet.

k3s brings containerd, flannel and all the rest; only the program and an archive of its container
images come from the bundle.  A server that stands alone keeps its state in SQLite, several keep
it in etcd.  A token never stands on a command line: it goes through files that root alone reads.
"""

from __future__ import annotations

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
from installer.distributions.k3s_config import CONFIG_PATH, TICKET_PATH, config_text, node_files
from installer.errors import KubernetesInstallFailed
from installer.host.base import HostDriver, checked
from installer.host.job import Job, Work, run_job
from installer.host.script import node_script
from installer.resources import resource_text

_DATA = "/var/lib/rancher/k3s"
_KUBECONFIG = "/etc/rancher/k3s/k3s.yaml"
# These live with the state of the node: whoever removes that removes them.
_INITIALISED_MARK = f"{_DATA}/edgewright-initialised"
_JOINED_MARK = f"{_DATA}/edgewright-joined"
# A server that moves its state to etcd starts anew; without KVM that takes minutes.
_ETCD_SECONDS = 1800.0


class K3s:
    """Kubernetes in one program."""

    name = "k3s"
    title = "K3s (Kubernetes in one small program)"
    admin_access = _KUBECONFIG
    node_access = f"{_DATA}/agent/kubelet.kubeconfig"

    def data_folders(self) -> tuple[str, ...]:
        """See `Distribution.data_folders`."""
        return (
            "/etc/rancher",
            "/var/lib/rancher",
            "/var/lib/kubelet",
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
            name="k3s-install",
            purpose="Installing k3s in the node",
            script=resource_text("node/k3s/install.sh"),
            limit=180 * work.pace,
        )
        await run_job(node, job, work)
        await node.write_text(INSTALLED_MARK, settings.version)

    async def initialised(self, node: HostDriver, settings: NodeSettings) -> bool:
        """See `Distribution.initialised`."""
        return await mark_says(node, _INITIALISED_MARK, settings.version)

    async def initialise(self, node: HostDriver, settings: NodeSettings, work: Work) -> None:
        """See `Distribution.initialise`."""
        await _start(node, settings, None, work)
        await node.write_text(_INITIALISED_MARK, settings.version)

    def ticket_limit(self, role: Role) -> float:
        """See `Distribution.ticket_limit`.

        A further server needs the cluster's own token, which never ends: k3s makes tokens that
        do for workers only (docs.k3s.io, "k3s token").
        """
        return 0.0 if role == "server" else 365 * 24 * 3600.0

    async def ticket(
        self,
        server: HostDriver,
        settings: NodeSettings,
        role: Role,
        terms: TicketTerms = USUAL_TERMS,
    ) -> JoinTicket:
        """See `Distribution.ticket`; one for a server knows no terms."""
        if role == "server":
            purpose = "Making the control plane ready for further servers"
            await checked(server, node_script("k3s/embed-etcd", purpose), timeout=_ETCD_SECONDS)
            token = await server.read_text(f"{_DATA}/server/token")
        else:
            arguments = {"VALID": f"{terms.valid:.0f}", "PURPOSE": terms.purpose}
            question = node_script("k3s/token", "Making a token for a further node", arguments)
            token = await checked(server, question, timeout=300)
        address = f"https://{settings.address}:{API_PORT}"
        return JoinTicket(address, token.strip(), _ident(token))

    async def joined(self, node: HostDriver, settings: NodeSettings) -> bool:
        """See `Distribution.joined`."""
        return await mark_says(node, _JOINED_MARK, settings.version)

    async def join(
        self, node: HostDriver, settings: NodeSettings, ticket: JoinTicket, work: Work
    ) -> None:
        """See `Distribution.join`."""
        await node.write_text(TICKET_PATH, f"{ticket.token}\n", mode=0o600)
        await _start(node, settings, ticket, work)
        await node.write_text(_JOINED_MARK, settings.version)

    async def leave(self, node: HostDriver, settings: NodeSettings) -> None:
        """See `Distribution.leave`; a worker has no vote, and servers join on one PC only."""

    async def kubeconfig(self, node: HostDriver, settings: NodeSettings) -> str:
        """See `Distribution.kubeconfig`."""
        admin = await node.read_text(_KUBECONFIG)
        return kubeconfig_for_pc(admin, cluster=settings.cluster, api_port=settings.api_port)

    async def evidence(self, node: HostDriver) -> str:
        """See `Distribution.evidence`."""
        command = node_script("k3s/evidence", "Asking the node about k3s")
        return (await node.run(command, timeout=180)).output


def _ident(token: str) -> str:
    """The public half of a token that ends (K10<hash>::<public>.<secret>); empty for others."""
    public, dot, _ = token.strip().rpartition("::")[2].partition(".")
    return public if dot else ""


async def _start(
    node: HostDriver, settings: NodeSettings, ticket: JoinTicket | None, work: Work
) -> None:
    """Write the node's settings, start k3s and wait until the node has registered."""
    interface = "" if settings.alone and ticket is None else await _interface(node, settings)
    text = config_text(settings, interface=interface, ticket=ticket)
    await node.write_text(CONFIG_PATH, text, mode=0o600)
    job = Job(
        name="k3s-init" if ticket is None else "k3s-join",
        purpose="Setting up the control plane" if ticket is None else "Joining the cluster",
        script=resource_text("node/k3s/start.sh"),
        limit=300 * work.pace,
    )
    await run_job(node, job, work)


async def _interface(node: HostDriver, settings: NodeSettings) -> str:
    """The card by which the node reaches the other nodes."""
    purpose = "Looking for the network card of the other nodes"
    question = node_script("k3s/interface", purpose, {"ADDRESS": settings.address})
    result = await node.run(question, timeout=60)
    name = result.stdout.strip()
    if result.returncode != 0 or not name:
        raise KubernetesInstallFailed(
            f"No network card of the node {settings.node} has the address {settings.address}, "
            "by which the other nodes shall reach it.",
            details=result.output,
            resolution="Stop and start the node with `edgewright stop` and `start`, then resume.",
        )
    return name


DISTRIBUTION = K3s()
