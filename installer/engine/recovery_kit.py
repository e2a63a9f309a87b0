"""The recovery kit: all that gives access to a cluster, in one sealed file to be kept elsewhere.

With it another person, or the same one on another PC, reads how the cluster was made and reaches
it: the cluster file, the kubeconfig, and the SSH keys of the nodes.  It holds no data of programs.
"""

from __future__ import annotations

import asyncio
import json
import re
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from installer.engine.join_seal import open_sealed, read_sealed, seal
from installer.engine.session import Session
from installer.errors import (
    JoinFileLocked,
    JoinFileUnreadable,
    RecoveryKitLocked,
    RecoveryKitUnreadable,
    UsageError,
)
from installer.files import write_private
from installer.steps.context import ClusterPaths

_FORM = "edgewright-recovery-kit"
CLUSTER_FILE, KUBECONFIG = "cluster.yaml", "kubeconfig"
# What may stand in a kit; a name from a file never leads out of the folder that it is put into.
_NAME = re.compile(r"(keys/)?[A-Za-z0-9][A-Za-z0-9._-]{0,80}")


async def save_recovery_kit(session: Session, name: str, path: Path, passphrase: str) -> None:
    """Write the kit of an installed cluster to a file that only its owner may read.

    Raises ClusterUnknown, UsageError for a passphrase that is too short or a cluster that is not
    complete, and OSError.
    """
    run = session.look(name)
    if not run.journal.is_finished():
        raise UsageError(
            f"The installation of {name} is not complete, so there is nothing to recover yet.",
            resolution=f"Run `edgewright resume {name}` first.",
        )
    files = _files(run.paths, run.config().to_yaml())
    head = {"cluster": name, "made": session.world.clock.now().isoformat(timespec="seconds")}
    content = json.dumps(files).encode()
    # Half a second of hard work on purpose, so that nobody guesses passphrases quickly.
    text = await asyncio.to_thread(seal, head, content, passphrase, form=_FORM)
    await asyncio.to_thread(write_private, path, text.encode())


def _files(paths: ClusterPaths, config: str) -> dict[str, str]:
    """Name in the kit -> content, all of it text."""
    files = {CLUSTER_FILE: config, KUBECONFIG: paths.kubeconfig.read_text(encoding="utf-8")}
    keys = (path for path in sorted(paths.keys.iterdir()) if path.is_file())
    return files | {
        f"keys/{path.name}": path.read_text(encoding="utf-8")
        for path in keys
        if _NAME.fullmatch(f"keys/{path.name}")
    }


def open_recovery_kit(data: bytes, passphrase: str) -> Mapping[str, str]:
    """The files of a kit, name -> content; raises RecoveryKitUnreadable and RecoveryKitLocked."""
    try:
        content: Any = json.loads(open_sealed(read_sealed(data, form=_FORM), passphrase))
    except (JoinFileUnreadable, ValueError) as error:
        raise RecoveryKitUnreadable(
            "This is no recovery kit, or it is damaged.", details=getattr(error, "details", "")
        ) from error
    except JoinFileLocked as error:
        raise RecoveryKitLocked(
            "The passphrase does not open the recovery kit, or somebody has changed the file."
        ) from error
    if not isinstance(content, dict) or not all(
        isinstance(text, str) and _NAME.fullmatch(name) for name, text in content.items()
    ):
        raise RecoveryKitUnreadable("The recovery kit was made by another version of the program.")
    return content


def write_opened(files: Mapping[str, str], folder: Path) -> None:
    """Put the files of a kit into a new folder; raises UsageError when there is one already."""
    if folder.exists():
        raise UsageError(
            f"There is something at {folder} already.",
            resolution="Name a folder that does not exist yet.",
        )
    folder.mkdir(mode=0o700, parents=True)
    for name, text in files.items():
        write_private(folder / name, text.encode())
