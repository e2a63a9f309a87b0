"""Takes the small parts of the container images from Debian packages and from C source.

Nothing here is installed on the machine: packages are only unpacked.
"""

from __future__ import annotations

import os
from pathlib import Path

from installer.images.apt_sources import debian_sources
from tests.testbed.cache import content_key
from tests.testbed.commands import BuildFailed, run

HERE = Path(__file__).parent
PAUSE_SOURCE = HERE / "pause" / "pause.c"
SUITE = "bookworm"

# What kube-proxy calls: iptables or nft for the rules, conntrack to forget old connections,
# ipset, modprobe and ip.
PROXY_PACKAGES = ("iptables", "nftables", "conntrack", "ipset", "kmod", "iproute2")


def pause_key() -> str:
    """The cache key of the pause program."""
    return content_key([PAUSE_SOURCE, Path(__file__)])


def build_pause(folder: Path) -> None:
    """Compile `pause`, static."""
    # fmt: off
    run(("gcc", "-Os", "-static", "-s", "-Wall", "-Wextra", "-Werror",
         "-o", str(folder / "pause"), str(PAUSE_SOURCE)))
    # fmt: on


def busybox_key() -> str:
    """The cache key of busybox."""
    return content_key([Path(__file__)], "busybox-static")


def build_busybox(folder: Path) -> None:
    """Unpack `busybox` from the package busybox-static; `apt-get update` must have run."""
    scratch = folder / "scratch"
    scratch.mkdir()
    run(("apt-get", "download", "--quiet", "busybox-static"), folder=scratch)
    for package in scratch.glob("*.deb"):
        run(("dpkg-deb", "-x", str(package), str(scratch)))
    # The package has settings of the same name; the program is the one in a folder of programs.
    programs = [path for path in scratch.rglob("bin/busybox") if path.is_file()]
    if not programs:
        raise BuildFailed("the package busybox-static holds no program busybox")
    programs[0].rename(folder / "busybox")
    run(("rm", "-rf", str(scratch)))


def proxy_tools_key() -> str:
    """The cache key of kube-proxy's tools."""
    return content_key([Path(__file__)], SUITE, *PROXY_PACKAGES)


def build_proxy_tools(folder: Path) -> None:
    """Unpack `root.tar`, a root file system with kube-proxy's tools and their libraries.

    No maintainer script runs (`--variant=extract`), so links that update-alternatives would make
    are missing.
    """
    sources = folder / "debian.sources"
    sources.write_text(debian_sources(SUITE), encoding="utf-8")
    if not sources.read_text(encoding="utf-8").startswith("Types:"):
        sources = sources.rename(folder / "debian.list")
    # fmt: off
    run((
        "mmdebstrap", "--quiet", f"--mode={'root' if os.geteuid() == 0 else 'unshare'}",
        "--variant=extract", "--components=main", "--format=tar", "--skip=output/mknod",
        "--hook-dir=/usr/share/mmdebstrap/hooks/maybe-merged-usr",
        f"--include={','.join(PROXY_PACKAGES)}",
        '--aptopt=APT::Install-Recommends "false"', '--aptopt=Acquire::Languages "none"',
        SUITE, str(folder / "root.tar"), *([str(sources)] if sources.stat().st_size else []),
    ))
    # fmt: on
    sources.unlink()
