"""What a simulated node knows of kubeadm: its scripts, and what its jobs leave behind."""

from __future__ import annotations

from collections.abc import Callable, Mapping, MutableMapping

from installer.host.base import Command, Result

JOB_SECONDS = {"kubeadm-install": 11.0, "kubeadm-init": 18.0, "kubeadm-join": 9.0}
INIT_JOB = "kubeadm-init"
_JOIN_JOB = "kubeadm-join"
_JOIN_PATH = "/etc/edgewright/kubeadm-join.yaml"
_ENCRYPTION_PATH = "/etc/kubernetes/edgewright/encryption.yaml"
_CA_HASH = f"sha256:{'51' * 32}"
_CERTIFICATE_KEY = "c7" * 32
_JOIN_COMMAND = "kubeadm join 10.92.0.10:6443 --token {token} --discovery-token-ca-cert-hash {hash}"
ADMIN_PATH = "/etc/kubernetes/admin.conf"
_ADMIN_CONF = """\
apiVersion: v1
kind: Config
clusters:
- name: kubernetes
  cluster: {server: "https://10.91.0.10:6443"}
users:
- name: kubernetes-admin
  user: {}
contexts: []
"""


def kubeadm_answers(
    files: MutableMapping[str, str], make_ticket: Callable[[Command], str]
) -> Mapping[str, Callable[[Command], Result]]:
    """The answers to the scripts of `resources/node/kubeadm`, by name.

    `files` are the node's; `make_ticket` gives the token of a new ticket.
    """

    def encryption(_: Command) -> Result:
        files.setdefault(_ENCRYPTION_PATH, "kind: EncryptionConfiguration\nsecret: c2ltdQ==\n")
        return Result(0)

    def ticket(command: Command) -> Result:
        key = _CERTIFICATE_KEY if command.arguments["ROLE"] == "server" else ""
        join = _JOIN_COMMAND.format(token=make_ticket(command), hash=_CA_HASH)
        return Result(0, f"{join}\n{key}\n")

    return {
        "kubeadm/encryption": encryption,
        "kubeadm/evidence": lambda _: Result(0, "simulated account of Kubernetes"),
        "kubeadm/leave": lambda _: Result(0),
        "kubeadm/ticket": ticket,
    }


def end_kubeadm_job(files: MutableMapping[str, str], job: str) -> None:
    """Change the node's files as the script of a job does at its end."""
    if job == INIT_JOB:
        files[ADMIN_PATH] = _ADMIN_CONF
    if job == _JOIN_JOB and "controlPlane:" in files.pop(_JOIN_PATH, ""):
        files[ADMIN_PATH] = _ADMIN_CONF
