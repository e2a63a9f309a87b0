"""Makes a node's own kubeconfig into the one with which this PC reaches the cluster; pure."""

from __future__ import annotations

import yaml


def context_name(cluster: str) -> str:
    """What a cluster of ours is called in kubeconfig files."""
    return f"edgewright-{cluster}"


def kubeconfig_for_pc(admin: str, *, cluster: str, api_port: int) -> str:
    """The text of a node's admin kubeconfig with the address under which this PC reaches the API.

    Cluster, user and context are named after our cluster, so that several can stand in one file.
    """
    document = yaml.safe_load(admin)
    context = context_name(cluster)
    place, user = document["clusters"][0], document["users"][0]
    place["name"] = user["name"] = context
    place["cluster"]["server"] = f"https://127.0.0.1:{api_port}"
    document["contexts"] = [{"name": context, "context": {"cluster": context, "user": context}}]
    document["current-context"] = context
    text: str = yaml.safe_dump(document, sort_keys=False)
    return text
