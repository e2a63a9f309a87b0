"""The door to the console's data: a cluster, live or from a file, as the window shows it.

Apart from `installer.api`, because the wizard needs none of it, and a window must start quickly.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pathlib import Path

from installer.clock import SystemClock
from installer.cluster.around import ClassFacts
from installer.cluster.cells import cell_key, cell_text
from installer.cluster.connection import Connection
from installer.cluster.contexts import contexts_in, kubeconfig_files
from installer.cluster.contract import Changing, Console, Following, Live, Watched
from installer.cluster.deeds import (
    DeedState,
    DeedStep,
    DeedWord,
    FieldConflict,
    Permission,
    Preview,
)
from installer.cluster.detail import ConditionLine, ContainerLine, Detail, Line
from installer.cluster.kinds.claims import ClaimFacts
from installer.cluster.kinds.events import EventFacts
from installer.cluster.kinds.nodes import NodeFacts
from installer.cluster.kinds.pods import PodFacts
from installer.cluster.kinds.volumes import VolumeFacts
from installer.cluster.kubeconfig import context_name
from installer.cluster.live import LiveConsole
from installer.cluster.metrics_model import Usage, Use, VolumeUse
from installer.cluster.overview_model import (
    ArcPart,
    ArcState,
    AttentionItem,
    Capacity,
    Certificate,
    Health,
    Overview,
    SupportFile,
    VersionLine,
    Versions,
)
from installer.cluster.phrases import Phrase
from installer.cluster.registry import all_kinds, find_kind
from installer.cluster.rows import Column, Kind, Place, Ref, Row
from installer.cluster.saved import read_saved
from installer.cluster.saved_console import SavedConsole
from installer.cluster.states import Delta, FeedState, FeedWord
from installer.cluster.streams import (
    Forward,
    LogBatch,
    LogLine,
    LogTarget,
    Severity,
    Shell,
    Stoppable,
)
from installer.cluster.template import ScaleFacts
from installer.cluster.text import inert, inert_text
from installer.engine.store import StateFolder
from installer.worlds import default_state_dir

__all__ = [
    "ArcPart",
    "ArcState",
    "AttentionItem",
    "Capacity",
    "Certificate",
    "Changing",
    "ClaimFacts",
    "ClassFacts",
    "Column",
    "ConditionLine",
    "Console",
    "ContainerLine",
    "ContextChoice",
    "DeedState",
    "DeedStep",
    "DeedWord",
    "Delta",
    "Detail",
    "EventFacts",
    "FeedState",
    "FeedWord",
    "FieldConflict",
    "Following",
    "Forward",
    "Health",
    "Kind",
    "Line",
    "Live",
    "LogBatch",
    "LogLine",
    "LogTarget",
    "NodeFacts",
    "Overview",
    "Permission",
    "Phrase",
    "Place",
    "PodFacts",
    "Preview",
    "Ref",
    "Row",
    "ScaleFacts",
    "Severity",
    "Shell",
    "Stoppable",
    "SupportFile",
    "Usage",
    "Use",
    "VersionLine",
    "Versions",
    "VolumeFacts",
    "VolumeUse",
    "Watched",
    "all_kinds",
    "cell_key",
    "cell_text",
    "find_kind",
    "inert",
    "inert_text",
    "list_contexts",
    "open_console",
    "open_saved",
]


@dataclass(frozen=True, slots=True)
class ContextChoice:
    """A cluster that can be chosen; `ours` are those that this program installed."""

    title: str
    kubeconfig: Path
    context: str
    ours: bool


def open_console(
    kubeconfig: Path | None = None,
    context: str | None = None,
    *,
    title: str = "",
    connection: Connection | None = None,
    extra: Callable[[], Mapping[str, bytes]] = dict,
) -> Console:
    """A cluster by its kubeconfig (None: the user's own) and context (None: the current one).

    Nothing is read before something is asked of it.  `connection` stands for both when there is
    one already; `extra` gives further files for support.
    Call it on the loop on which it will be used.
    """
    name = title or context or (kubeconfig.name if kubeconfig else "kubeconfig")
    reached = connection or Connection(kubeconfig, context)
    return LiveConsole(reached, name, SystemClock(), extra)


def open_saved(path: Path) -> Watched:
    """A saved object, list or support file; raises UsageError, ConfigInvalid.  Blocks."""
    return SavedConsole(read_saved(path, SystemClock().now().timestamp()), path.name)


def list_contexts(
    kubeconfig: Path | None = None, *, state: Path | None = None
) -> tuple[ContextChoice, ...]:
    """The clusters that can be chosen: those of this program, then the contexts of a kubeconfig.

    `state` is the folder that holds our clusters; a kubeconfig that is given stands alone.
    """
    ours = () if kubeconfig is not None else _our_clusters(state)
    titles = {choice.context for choice in ours}
    others = []
    for path in kubeconfig_files(kubeconfig):
        names, current = contexts_in(path)
        ordered = sorted(names, key=lambda name: name != current)
        others += [ContextChoice(inert(n), path, n, ours=False) for n in ordered if n not in titles]
    return (*ours, *others)


def _our_clusters(state: Path | None) -> tuple[ContextChoice, ...]:
    store = StateFolder(state or default_state_dir() / "clusters")
    found = ((name, store.paths(name).kubeconfig) for name in store.names())
    return tuple(
        ContextChoice(name, path, context_name(name), ours=True)
        for name, path in found
        if path.is_file()
    )
