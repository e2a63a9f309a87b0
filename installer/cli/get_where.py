"""Which cluster a command means: one of this PC by name, or any by its kubeconfig."""

from __future__ import annotations

import argparse
from dataclasses import dataclass
from pathlib import Path

from installer.cluster.connection import Connection
from installer.cluster.contexts import kubeconfig_files
from installer.cluster.kubeconfig import context_name
from installer.engine.store import StateFolder
from installer.errors import ClusterUnknown, UsageError
from installer.worlds import default_state_dir


@dataclass(frozen=True, slots=True)
class Where:
    """A cluster; `folder` is its state folder when it is one of this PC."""

    title: str
    connection: Connection
    folder: Path | None


def wanted(options: argparse.Namespace) -> Where:
    """The cluster that is meant; raises UsageError, ClusterUnknown."""
    if options.name and (options.kubeconfig or options.context):
        raise UsageError("Give the NAME of a cluster or a kubeconfig, not both.")
    store = StateFolder(options.state or default_state_dir() / "clusters")
    if options.name:
        return _ours(store, options.name)
    if options.kubeconfig is not None and not options.kubeconfig.is_file():
        raise UsageError(f"There is no file {options.kubeconfig}.")
    if options.kubeconfig or options.context or kubeconfig_files(None):
        title = options.context or str(options.kubeconfig or "kubeconfig")
        return Where(title, Connection(options.kubeconfig, options.context), None)
    names = store.names()
    if len(names) == 1:
        return _ours(store, names[0])
    raise UsageError(
        "It is not clear which cluster is meant.",
        resolution="Give the NAME of a cluster of `edgewright status`, or --kubeconfig FILE.",
    )


def _ours(store: StateFolder, name: str) -> Where:
    paths = store.paths(name)
    if not paths.kubeconfig.is_file():
        raise ClusterUnknown(f"There is no installed cluster {name} on this PC.")
    return Where(name, Connection(paths.kubeconfig, context_name(name)), paths.folder)
