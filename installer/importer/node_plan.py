"""The nodes of a cluster file from what an imported file states about its machines."""

from __future__ import annotations

from typing import Any

from installer.config.presets import PRESETS
from installer.config.text_fields import MAX_NAME
from installer.importer.notes import CHANGED, KEPT
from installer.importer.section import Values
from installer.units import GIB, MIB

_SMALLEST_DISK_GB = 10
_SUFFIX = "-node"


def in_order(linux: list[Values]) -> tuple[list[Values], list[Values]]:
    """The control planes and the workers; together they are in the order of the cluster file."""
    servers = [node for index, node in enumerate(linux) if _is_server(node, index)]
    servers = servers or linux[:1]
    workers = [node for node in linux if not any(node is server for server in servers)]
    return servers, workers


def plan_nodes(
    linux: list[Values], cluster: str, notes: list[str], *, fixed: bool = False
) -> list[dict[str, Any]]:
    """The group `nodes` of a cluster file; what is kept and what is changed goes to the notes.

    With `fixed` the nodes keep their addresses, for which there must be an external network.
    """
    servers, workers = in_order(linux)
    if not any(_is_server(node, index) for index, node in enumerate(linux)):
        notes.append(f"{CHANGED}: the first node becomes the control plane; a cluster needs one")
    if len(linux) > 1:
        notes.append(
            f"{CHANGED}: the file describes {len(linux)} nodes on PCs of their own; all of them "
            "run on this PC"
        )
    planned = [
        _node(node, "server" if place < len(servers) else "worker", place, cluster, notes)
        for place, node in enumerate([*servers, *workers])
    ]
    if fixed:
        for content, node in zip(planned, [*servers, *workers], strict=True):
            content["address"] = node["ip"]
    return planned


def _is_server(node: Values, index: int) -> bool:
    """Whether a node is a control plane; of those that do not say so, the first one is."""
    stated = node.get("control_plane")
    return index == 0 if stated is None else bool(stated)


def _node(linux: Values, role: str, place: int, cluster: str, notes: list[str]) -> dict[str, Any]:
    # The first node is called as that of a preset is.
    suffix = f"{_SUFFIX}-{place + 1}" if place else _SUFFIX
    name = cluster[: MAX_NAME - len(suffix)].rstrip("-") + suffix
    told: list[str] = []
    sizes = _sizes(linux, told)
    if place:
        told.append(f"{KEPT}: it is a {role}")
    mac = linux.get("mac")
    if mac:
        told.append(f"{KEPT}: the hardware address {mac}")
    notes += [f"{note} ({name})" for note in told] if place else told
    return {"name": name, "role": role, **sizes, "mac": mac}


def _sizes(linux: Values, notes: list[str]) -> dict[str, Any]:
    usual = PRESETS["small"]
    cpus, memory, disk = (linux.get(key) for key in ("cpu", "memory_mb", "disk_gb"))
    if cpus is None:
        cpus = usual.cpus
        notes.append(f"{CHANGED}: no number of processors is given; the node gets {cpus}")
    else:
        notes.append(f"{KEPT}: {cpus} processors")
    if memory is None:
        memory = usual.memory // MIB
        notes.append(f"{CHANGED}: no memory is given; the node gets {memory} MB")
    else:
        notes.append(f"{KEPT}: {memory} MB of memory")
    if disk is None:
        disk = usual.data_disk // GIB
        notes.append(f"{CHANGED}: no disk size is given; the data disk gets {disk} GB")
    elif disk < _SMALLEST_DISK_GB:
        why = f"{CHANGED}: a data disk of {disk} GB is too small; it gets {_SMALLEST_DISK_GB} GB"
        notes.append(why)
        disk = _SMALLEST_DISK_GB
    else:
        notes.append(f"{KEPT}: a data disk of {disk} GB")
    return {"cpus": cpus, "memory": f"{memory}MiB", "dataDisk": f"{disk}GiB"}
