"""Columns of use: processor and memory of pods and nodes, and how full a claim's volume is."""

from __future__ import annotations

from gui.cells import Column, Usage, Value
from gui.cells import Kind as CellKind
from gui.texts import later, number_text, size_text
from gui.viewmodels.console.surroundings import Surroundings
from installer.api.console import Kind, Row, Use, VolumeUse

_NONE = "-"


def _use(kind: Kind, around: Surroundings, row: Row) -> Use | None:
    figures = around.figures
    if figures is None:
        return None
    if kind.name == "nodes":
        return figures.nodes.get(row.name)
    return figures.pods.get((row.namespace, row.name))


def cpu_column(kind: Kind, around: Surroundings, drop: int) -> Column:
    """Processors that are taken now; of a node as a bar."""

    def show(row: Row) -> Value:
        use = _use(kind, around, row)
        if use is None:
            return _NONE
        if kind.name == "nodes" and row.facts is not None and row.facts.cpu:
            return Usage(use.cpu / row.facts.cpu, f"{number_text(use.cpu, 1)}")
        return number_text(use.cpu, 3)

    def order(row: Row) -> float:
        use = _use(kind, around, row)
        return -1.0 if use is None else use.cpu

    wide = kind.name == "nodes"
    return Column(
        key="CPU",
        title=later("CPU"),
        show=show,
        order=order,
        width=150 if wide else 72,
        kind=CellKind.USAGE if wide else CellKind.TEXT,
        right=not wide,
        drop=drop,
    )


def memory_column(kind: Kind, around: Surroundings, drop: int) -> Column:
    """Memory that is taken now; of a node as a bar."""

    def show(row: Row) -> Value:
        use = _use(kind, around, row)
        if use is None:
            return _NONE
        if kind.name == "nodes" and row.facts is not None and row.facts.memory:
            return Usage(use.memory / row.facts.memory, size_text(use.memory))
        return size_text(use.memory)

    def order(row: Row) -> float:
        use = _use(kind, around, row)
        return -1.0 if use is None else float(use.memory)

    wide = kind.name == "nodes"
    return Column(
        key="MEMORY",
        title=later("Memory"),
        show=show,
        order=order,
        width=170 if wide else 84,
        kind=CellKind.USAGE if wide else CellKind.TEXT,
        right=not wide,
        drop=drop,
    )


def used_column(kind: Kind, around: Surroundings, drop: int) -> Column:
    """How full the volume of a claim is."""
    del kind

    def use(row: Row) -> VolumeUse | None:
        figures = around.figures
        return figures.volumes.get((row.namespace, row.name)) if figures else None

    def show(row: Row) -> Value:
        found = use(row)
        if found is None or not found.capacity:
            return _NONE
        words = f"{size_text(found.used)} / {size_text(found.capacity)}"
        return Usage(found.used / found.capacity, words)

    def order(row: Row) -> float:
        found = use(row)
        return -1.0 if found is None or not found.capacity else found.used / found.capacity

    return Column(
        key="USED",
        title=later("Used"),
        show=show,
        order=order,
        width=236,
        kind=CellKind.USAGE,
        drop=drop,
    )
