"""The Kubernetes API of a cluster as the engine needs it: who is ready, and what is missing.

`kubernetes` takes a second to import, so it is imported when a cluster is first asked.
"""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Protocol, TypeVar

import yaml

from installer.errors import HostUnreachable

T = TypeVar("T")
_REQUEST_SECONDS = 20
_SYSTEM_NAMESPACE = "kube-system"


@dataclass(frozen=True, slots=True)
class NodeHealth:
    """A node as the API server sees it."""

    name: str
    ready: bool
    reason: str
    version: str


@dataclass(frozen=True, slots=True)
class ClusterHealth:
    """How far a cluster is; `missing` names in words what it still waits for."""

    version: str
    nodes: tuple[NodeHealth, ...]
    missing: tuple[str, ...]

    @property
    def ready(self) -> bool:
        """Whether pods can run and find each other."""
        return not self.missing


class ClusterApi(Protocol):
    """What the engine asks a cluster."""

    async def health(self) -> ClusterHealth:
        """Ask for nodes and system services; raises HostUnreachable when nothing answers."""
        ...


class KubernetesApi:
    """The API of a real cluster, through its kubeconfig.

    The client library writes certificate and key into files of its own, which a killed program
    leaves behind: they lie beside the kubeconfig, under the same protection, and go with it.
    """

    def __init__(self, kubeconfig: Path) -> None:
        self._kubeconfig = kubeconfig

    async def health(self) -> ClusterHealth:
        """See `ClusterApi.health`."""
        return await _in_thread(self._health)

    def _health(self) -> ClusterHealth:
        from kubernetes import client, config

        settings = yaml.safe_load(self._kubeconfig.read_text(encoding="utf-8"))
        own_files = str(self._kubeconfig.parent / "client")
        with config.new_client_from_config_dict(
            settings, persist_config=False, temp_file_path=own_files
        ) as api:
            try:
                version = client.VersionApi(api).get_code(_request_timeout=_REQUEST_SECONDS)
                core = client.CoreV1Api(api)
                nodes = core.list_node(_request_timeout=_REQUEST_SECONDS).items
                deployments = (
                    client.AppsV1Api(api)
                    .list_namespaced_deployment(
                        _SYSTEM_NAMESPACE, _request_timeout=_REQUEST_SECONDS
                    )
                    .items
                )
                accounts = core.list_namespaced_service_account(
                    "default", _request_timeout=_REQUEST_SECONDS
                ).items
            # urllib3, OpenSSL and the API each have their own; all mean "not answering yet".
            except Exception as error:
                raise HostUnreachable(
                    "The Kubernetes API does not answer.",
                    details=f"{type(error).__name__}: {str(error)[:600]}",
                ) from error
        healths = tuple(_node_health(node) for node in nodes)
        return ClusterHealth(
            version.git_version, healths, tuple(_missing(healths, deployments, accounts))
        )


def _node_health(node: Any) -> NodeHealth:
    ready = next((c for c in node.status.conditions or () if c.type == "Ready"), None)
    return NodeHealth(
        name=node.metadata.name,
        ready=ready is not None and ready.status == "True",
        reason=(ready.message if ready is not None else "") or "",
        version=node.status.node_info.kubelet_version,
    )


def _missing(
    nodes: tuple[NodeHealth, ...], deployments: list[Any], accounts: list[Any]
) -> list[str]:
    missing = [f"node {node.name} is not ready: {node.reason}" for node in nodes if not node.ready]
    if not nodes:
        missing.append("no node has registered")
    for deployment in deployments:
        wanted, ready = deployment.spec.replicas or 0, deployment.status.ready_replicas or 0
        if ready < wanted:
            missing.append(f"{deployment.metadata.name}: {ready} of {wanted} pods ready")
    if not any("dns" in deployment.metadata.name for deployment in deployments):
        missing.append("the cluster's name service has not been set up")
    if not any(account.metadata.name == "default" for account in accounts):
        missing.append("the default service account has not been made")
    return missing


async def _in_thread(work: Callable[[], T]) -> T:
    # The client library blocks; a pool of its own keeps a hanging request away from others.
    with ThreadPoolExecutor(max_workers=1, thread_name_prefix="cluster-api") as pool:
        return await asyncio.get_running_loop().run_in_executor(pool, work)
