"""The kinds of clusters that this program can install; a new kind joins the matrices by itself."""

from __future__ import annotations

import copy
from typing import Any

from pydantic import ValidationError

from installer.config.model import EdgeCluster
from installer.registry import discover
from tests.helpers.simulated import demo_config


def possible_clusters() -> dict[str, EdgeCluster]:
    """Clusters by a short name: kubeadm and k3s, with one node and with two."""
    joining = any(step.kind.startswith("join") for step in discover("installer.steps", "STEP"))
    found = {}
    for distribution in ("kubeadm", "k3s"):
        for nodes in (1, 2) if joining else (1,):
            try:
                cluster = EdgeCluster.model_validate(_document(distribution, nodes))
            except ValidationError:
                continue
            found[f"{distribution}-{nodes}"] = cluster
    return found


def _document(distribution: str, nodes: int) -> dict[str, Any]:
    document = demo_config().model_dump(mode="json", by_alias=True)
    spec = document["spec"]
    spec["distribution"] = distribution
    if nodes > 1:
        second = copy.deepcopy(spec["nodes"][0]) | {"name": "demo-node-2", "role": "worker"}
        spec["nodes"].append(second)
        spec["network"]["lan"] = spec["network"].get("lan") or "10.92.0.0/24"
    return dict(document)
