"""Makes a node image from Debian packages, for sites that build their own bundle.

The packages come from the sources that the PC itself uses, so a company mirror works too; what is
installed and how it is set up is data in `resources/node-image`.  The result is a compressed
qcow2 that starts by UEFI, speaks on the first serial port and is set up by a NoCloud seed.

As root the packages are unpacked directly; an ordinary user gets the same result in a user
namespace (`uidmap` and an entry in `/etc/subuid` are needed for that).
"""

from __future__ import annotations

import os
import shlex
import uuid
from collections.abc import Callable, Iterable, Sequence
from pathlib import Path

from installer.clock import SystemClock
from installer.images.apt_sources import debian_sources
from installer.images.disk_image import (
    compress,
    plan_layout,
    write_boot_partition,
    write_partition_table,
    write_root_partition,
)
from installer.images.image_tools import find_tool, run_tool
from installer.images.tree_archive import pack_tree
from installer.resources import resource_path, resource_text
from installer.units import GIB, MIB

DEFAULT_SUITE = "bookworm"
ROOT_LABEL = "edgewright-root"
BOOT_LABEL = "EDGEWRIGHT"
BOOT_SIZE = 256 * MIB
ROOT_SIZE = 2 * GIB
KERNEL_OPTIONS = f"root=LABEL={ROOT_LABEL} rw console=tty0 console=ttyS0,115200 systemd.gpt_auto=no"
# All images share their ids: they are told apart by version, and a disk is found by its label.
IDENTITY = uuid.UUID("6b2f1c64-6a0c-5e0c-9a55-0f3a7f6c2d11")

_APT_OPTIONS = ('APT::Install-Recommends "false"', 'Acquire::Languages "none"')
# Copyright files stay: the licences ask for them.
_DPKG_OPTIONS = (
    "force-unsafe-io",
    "path-exclude=/usr/share/doc/*",
    "path-include=/usr/share/doc/*/copyright",
    "path-exclude=/usr/share/man/*",
    "path-exclude=/usr/share/locale/*",
    "path-exclude=/usr/share/info/*",
)
_NAMESPACE = ("unshare", "--map-root-user", "--map-auto", "--")


async def build_node_image(
    out: Path,
    *,
    work: Path,
    report: Callable[[str], None],
    suite: str = DEFAULT_SUITE,
    sources: Path | None = None,
) -> None:
    """Make the image file `out`; needs about 4 GiB in the existing folder `work`.

    `sources` is an apt sources file; without it the PC's own entries for Debian's `suite` are
    used.  Times inside follow SOURCE_DATE_EPOCH where it is set.  Raises MissingTool,
    CommandFailed and CommandTimeout.
    """
    prefix = () if os.geteuid() == 0 else _NAMESPACE
    for tool in ("mmdebstrap", "tar", "sfdisk", "mformat", "mkfs.ext4", "qemu-img"):
        find_tool(tool)
    if prefix:
        find_tool("newuidmap")
    now = SystemClock().now().timestamp()
    epoch = int(os.environ.get("SOURCE_DATE_EPOCH", now))
    archive, tree, raw = work / "root.tar", work / "root", work / "disk.raw"

    packages = package_list(resource_text("node-image/packages.txt"))
    report(f"Installing {len(packages)} packages of Debian {suite} and what they need")
    await _install(archive, work=work, packages=packages, suite=suite, sources=sources, epoch=epoch)
    report("Unpacking the root file system")
    await _unpack(archive, tree, prefix)
    archive.unlink()
    report("Writing the disk")
    await _write_disk(raw, tree, work=work, prefix=prefix, epoch=epoch)
    await run_tool((*prefix, "rm", "-rf", str(tree)), purpose="Removing the unpacked files")
    report("Compressing the image")
    await compress(raw, out)
    raw.unlink()


async def _install(
    archive: Path,
    *,
    work: Path,
    packages: Sequence[str],
    suite: str,
    sources: Path | None,
    epoch: int,
) -> None:
    """Run mmdebstrap; its hooks lay our files down first and set services up last."""
    files = work / "files.tar"
    files.write_bytes(pack_tree(resource_path("node-image/files"), epoch))
    own = sources or _own_sources(work, suite)
    # fmt: off
    argv = (
        "mmdebstrap", "--quiet", f"--mode={'root' if os.geteuid() == 0 else 'unshare'}",
        "--variant=minbase", "--components=main", "--format=tar", "--skip=output/mknod",
        "--hook-dir=/usr/share/mmdebstrap/hooks/maybe-merged-usr",
        *(f"--aptopt={option}" for option in _APT_OPTIONS),
        *(f"--dpkgopt={option}" for option in _DPKG_OPTIONS),
        f"--include={','.join(packages)}",
        f"--essential-hook=tar-in {shlex.quote(str(files))} /",
        # As text: in a user namespace a hook cannot read the caller's folders.
        f"--customize-hook={resource_text('node-image/customize.sh')}",
        suite, str(archive), *([str(own)] if own else []),
    )
    # fmt: on
    await run_tool(
        argv,
        purpose="Installing the packages of the node image",
        env={"SOURCE_DATE_EPOCH": str(epoch)},
        timeout=3600,
    )


def _own_sources(work: Path, suite: str) -> Path | None:
    """The PC's own entries as a file; without any, mmdebstrap knows Debian's public mirror."""
    text = debian_sources(suite)
    if not text:
        return None
    path = work / ("debian.sources" if text.startswith("Types:") else "debian.list")
    path.write_text(text, encoding="utf-8")
    return path


async def _unpack(archive: Path, tree: Path, prefix: Sequence[str]) -> None:
    """Unpack with owners and capabilities; device files are made by the running kernel."""
    tree.mkdir()
    # fmt: off
    await run_tool(
        (*prefix, "tar", "-xpf", str(archive), "-C", str(tree), "--numeric-owner",
         "--xattrs", "--xattrs-include=*", "--exclude=./dev/*"),
        purpose="Unpacking the root file system",
    )
    # fmt: on


async def _write_disk(
    raw: Path, tree: Path, *, work: Path, prefix: Sequence[str], epoch: int
) -> None:
    """Put the boot loader, the kernel and the root file system into one raw disk."""
    version = _only(tree.glob("boot/vmlinuz-*")).name.removeprefix("vmlinuz-")
    loader = work / "loader.conf"
    loader.write_text("timeout 0\nconsole-mode keep\neditor no\n", encoding="utf-8")
    entry = work / "edgewright.conf"
    entry.write_text(boot_entry(version), encoding="utf-8")
    for path in (loader, entry):
        os.utime(path, (epoch, epoch))
    layout = plan_layout(boot_size=BOOT_SIZE, root_size=ROOT_SIZE)
    await write_partition_table(raw, layout, IDENTITY)
    await write_boot_partition(
        raw,
        layout.boot,
        label=BOOT_LABEL,
        files={
            "EFI/BOOT/BOOTX64.EFI": tree / "usr/lib/systemd/boot/efi/systemd-bootx64.efi",
            "loader/loader.conf": loader,
            "loader/entries/edgewright.conf": entry,
            "edgewright/vmlinuz": tree / f"boot/vmlinuz-{version}",
            "edgewright/initrd": tree / f"boot/initrd.img-{version}",
        },
    )
    await write_root_partition(
        raw, layout.root, tree, label=ROOT_LABEL, identity=IDENTITY, prefix=prefix, epoch=epoch
    )


def boot_entry(version: str) -> str:
    """The entry of the boot loader for a kernel version."""
    return (
        f"title Edgewright node\nversion {version}\nlinux /edgewright/vmlinuz\n"
        f"initrd /edgewright/initrd\noptions {KERNEL_OPTIONS}\n"
    )


def package_list(text: str) -> tuple[str, ...]:
    """The package names of a list file; empty lines and comments are left out."""
    lines = (line.partition("#")[0].strip() for line in text.splitlines())
    return tuple(line for line in lines if line)


def _only(paths: Iterable[Path]) -> Path:
    """The single path of a search: one image holds one kernel."""
    (path,) = paths
    return path
