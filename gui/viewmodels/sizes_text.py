"""The sizes of a node in one line."""

from __future__ import annotations

from gui.texts import size_text, tr
from gui.viewmodels.draft import Draft


def node_sizes(draft: Draft) -> str:
    """The sizes of the node in one line; empty while one of them is wrong."""
    config = draft.config
    if config is None:
        return ""
    node = config.spec.nodes[0]
    return sizes_text(node.cpus, node.memory, node.data_disk)


def sizes_text(cpus: int, memory: int, disk: int) -> str:
    """Sizes in one line; memory and disk in bytes."""
    return tr(
        "{cpus} processors, {memory} memory, {disk} disk",
        cpus=cpus,
        memory=size_text(memory),
        disk=size_text(disk),
    )
