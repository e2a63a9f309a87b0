"""Where shared folders and add-ons stand in a plan."""

from __future__ import annotations

from typing import Any

from installer.config.model import EdgeCluster
from installer.engine.plan import build_plan
from installer.engine.proposal import default_cluster

SHARE = {"name": "prices", "kind": "nfs", "server": "nas", "path": "/prices"}


def _titles(*, join: bool = False, **storage: Any) -> list[str]:
    document = default_cluster("shop").model_dump(mode="json", by_alias=True)
    spec = document["spec"]
    worker = spec["nodes"][0] | {"name": "worker", "role": "worker"}
    spec["nodes"] = [worker] if join else [*spec["nodes"], worker]
    spec["join"] = join
    spec["storage"] |= storage
    if join:
        network = {"adapter": "br0", "subnet": "203.0.113.0/24", "gateway": "203.0.113.1"}
        spec["network"]["external"] = network
        worker["address"] = "203.0.113.9"
    else:
        spec["network"]["lan"] = "10.92.0.0/24"
    return [phase.title for phase in build_plan(EdgeCluster.model_validate(document))]


def test_a_node_that_cannot_mount_is_known_before_kubernetes_is_installed() -> None:
    titles = _titles(shares=[SHARE])
    assert titles.index("Data disk") < titles.index("Shared folders") < titles.index("Kubernetes")


def test_add_ons_come_when_all_nodes_are_there_and_are_waited_for() -> None:
    titles = _titles()
    assert titles.index("Workers") < titles.index("Add-ons") < titles.index("Ready")


def test_what_nobody_wants_is_not_in_the_plan() -> None:
    assert not {"Add-ons", "Shared folders"} & set(_titles(localVolumes=False))


def test_a_pc_that_joins_mounts_the_folders_and_leaves_the_cluster_alone() -> None:
    titles = _titles(join=True, shares=[SHARE])
    assert "Shared folders" in titles
    assert "Add-ons" not in titles
