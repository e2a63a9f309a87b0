"""What a simulated node knows of k3s: its scripts, and what its jobs leave behind."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from installer.host.base import Command, Result

JOB_SECONDS = {"k3s-install": 6.0, "k3s-init": 20.0, "k3s-join": 14.0}
INIT_JOB = "k3s-init"
ADMIN_PATH = "/etc/rancher/k3s/k3s.yaml"
_CLUSTER_HASH = "51" * 32
_KUBECONFIG = """\
apiVersion: v1
kind: Config
clusters:
- name: default
  cluster: {server: "https://127.0.0.1:6443"}
users:
- name: default
  user: {client-key-data: c2ltdWxhdGVkIGtleSBvZiB0aGUgYWRtaW4=}
contexts: []
"""


def k3s_answers(make_ticket: Callable[[Command], str]) -> Mapping[str, Callable[[Command], Result]]:
    """The answers to the scripts of `resources/node/k3s`, by name.

    `make_ticket` gives the token of a new ticket.
    """
    return {
        "k3s/embed-etcd": lambda _: Result(0),
        "k3s/evidence": lambda _: Result(0, "simulated account of k3s"),
        "k3s/interface": lambda _: Result(0, "lan0\n"),
        "k3s/token": lambda command: Result(0, f"K10{_CLUSTER_HASH}::{make_ticket(command)}\n"),
    }


def k3s_files(job: str) -> Mapping[str, str]:
    """The files that a job of k3s leaves in the node, by path."""
    if job != INIT_JOB:
        return {}
    return {
        ADMIN_PATH: _KUBECONFIG,
        "/var/lib/rancher/k3s/server/token": f"K10{_CLUSTER_HASH}::server:simulated\n",
    }
