"""Runs a builder's command and keeps its words for the case that it fails."""

from __future__ import annotations

import subprocess
from collections.abc import Mapping, Sequence
from pathlib import Path


class BuildFailed(RuntimeError):
    """A command that builds a part ended with an error."""


def run(
    argv: Sequence[str], *, folder: Path | None = None, env: Mapping[str, str] | None = None
) -> None:
    """Run a command to its end; raises BuildFailed with the end of what it printed."""
    try:
        done = subprocess.run(
            argv,
            cwd=folder,
            env=env,
            stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            text=True,
            errors="replace",
            check=False,
        )
    except FileNotFoundError as error:
        raise BuildFailed(f"{argv[0]} is not installed; see DEBIAN_PACKAGES") from error
    if done.returncode:
        raise BuildFailed(f"{' '.join(argv)}\nended with {done.returncode}\n{done.stdout[-4000:]}")
