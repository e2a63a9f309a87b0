"""Runs a command in a network of its own that has nothing but its loopback.

    python -m tests.testbed.offline COMMAND ...

What it starts can reach itself and nothing else.  Where the system does not allow it (it takes
root, or user namespaces) the command runs as it is, and that is said.
"""

from __future__ import annotations

import os
import shutil
import subprocess
import sys

_LOOPBACK_ONLY = ("sh", "-c", 'ip link set lo up && exec "$@"', "sh")


def cut_off() -> list[str]:
    """The words to put before a command; empty where it cannot be cut off."""
    unshare = shutil.which("unshare")
    if unshare is None or shutil.which("ip") is None:
        return []
    words = [unshare, "--net"] if os.geteuid() == 0 else [unshare, "--net", "--map-root-user"]
    tried = subprocess.run(
        [*words, *_LOOPBACK_ONLY, "true"], capture_output=True, check=False
    ).returncode
    return [] if tried else [*words, *_LOOPBACK_ONLY]


def main(command: list[str]) -> int:
    """Run it and return its exit code."""
    words = cut_off()
    if not words:
        print("The network cannot be cut off here: the command runs with it.", flush=True)
    return subprocess.run([*words, *command], check=False).returncode


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
