"""The state folder: one folder for each cluster, its lock, and what its journal says of it."""

from __future__ import annotations

import contextlib
import re
import shutil
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import filelock
from pydantic import ValidationError

from installer.accelerator import Accelerator
from installer.adapter_kind import AdapterKind
from installer.config.migrate import recorded_cluster
from installer.config.model import EdgeCluster
from installer.engine.lock import held
from installer.engine.records import FILE_NAME, Record, read_journal
from installer.errors import ClusterUnknown, JournalUnreadable
from installer.steps.context import ClusterPaths, Environment

_LOCK_NAME = "lock"
_NAME = re.compile(r"[a-z0-9]([a-z0-9-]*[a-z0-9])?")


class StateFolder:
    """All clusters of this PC."""

    def __init__(self, root: Path) -> None:
        self.root = root

    def paths(self, name: str) -> ClusterPaths:
        """Where a cluster of this name has its files; raises ClusterUnknown for an unfit name."""
        if not _NAME.fullmatch(name):
            raise ClusterUnknown(f"{name!r} is not a cluster name.")
        return ClusterPaths(self.root / name)

    def exists(self, name: str) -> bool:
        """Whether anything of a cluster of this name is there."""
        return self.paths(name).folder.exists()

    def begun(self, name: str) -> bool:
        """Whether an installation of this cluster was written down."""
        records, _ = read_journal(self.paths(name).folder / FILE_NAME)
        return any(record.kind == "run" for record in records)

    def names(self) -> tuple[str, ...]:
        """The clusters that have a journal."""
        if not self.root.is_dir():
            return ()
        return tuple(sorted(f.name for f in self.root.iterdir() if (f / FILE_NAME).exists()))

    @contextlib.contextmanager
    def lock(self, name: str) -> Iterator[ClusterPaths]:
        """Hold the lock of a cluster; its folder is made when it is not there.

        The system lets go of the lock when the program ends in any way.  Raises ClusterBusy, and
        DiskFull when there is no room for the folder.
        """
        paths = self.paths(name)
        busy = f"Another run works on the cluster {name}."
        with held(paths.folder / _LOCK_NAME, busy=busy, doing=f"Making the folder of {name}"):
            try:
                yield paths
            finally:
                # While the lock is still held: nobody can have begun anything in the folder.
                self._forget_empty(paths)

    def is_busy(self, name: str) -> bool:
        """Whether another run holds the lock of an existing cluster just now."""
        try:
            with filelock.FileLock(self.paths(name).folder / _LOCK_NAME, timeout=0):
                return False
        except filelock.Timeout:
            return True

    def remove(self, paths: ClusterPaths) -> None:
        """Delete a cluster's folder, the journal last: until then the removal can go on."""
        for entry in paths.folder.iterdir():
            if entry.name in (FILE_NAME, _LOCK_NAME):
                continue
            if entry.is_dir() and not entry.is_symlink():
                shutil.rmtree(entry)
            else:
                entry.unlink()
        (paths.folder / FILE_NAME).unlink(missing_ok=True)

    def _forget_empty(self, paths: ClusterPaths) -> None:
        """Take away a folder in which nothing but the lock is left."""
        if not paths.folder.exists():
            return
        left = {entry.name for entry in paths.folder.iterdir()}
        if left <= {_LOCK_NAME}:
            (paths.folder / _LOCK_NAME).unlink(missing_ok=True)
            paths.folder.rmdir()


def environment_record(environment: Environment) -> dict[str, Any]:
    """The environment as it stands in a journal."""
    return {
        "owner": environment.owner,
        "accelerator": environment.accelerator.value,
        "firmwareCode": environment.firmware_code,
        "firmwareVariables": environment.firmware_variables,
        "kubernetesVersion": environment.kubernetes_version,
        "images": list(environment.images),
        "bundle": environment.bundle,
        "adapters": {name: kind.value for name, kind in environment.adapters.items()},
    }


def recorded_run(record: Record) -> tuple[EdgeCluster, Environment]:
    """Config and environment as the first run wrote them; raises JournalUnreadable."""
    try:
        data: Any = record.data
        environment: Any = data["environment"]
        return recorded_cluster(data["config"]), Environment(
            owner=str(environment["owner"]),
            accelerator=Accelerator(environment["accelerator"]),
            firmware_code=str(environment["firmwareCode"]),
            firmware_variables=str(environment["firmwareVariables"]),
            kubernetes_version=str(environment["kubernetesVersion"]),
            images=tuple(environment["images"]),
            bundle=str(environment["bundle"]),
            adapters={
                str(name): AdapterKind(kind)
                # Journals of the first version have none.
                for name, kind in environment.get("adapters", {}).items()
            },
        )
    except (AttributeError, KeyError, TypeError, ValueError) as error:
        raise JournalUnreadable(
            "The journal of this cluster does not say how it was installed.",
            details=_places(error),
        ) from error


def _places(error: Exception) -> str:
    """Where the record is wrong, without the values that stand there."""
    if not isinstance(error, ValidationError):
        return type(error).__name__
    places = [".".join(map(str, entry["loc"])) for entry in error.errors()]
    return f"not as it should be: {', '.join(places)}"
