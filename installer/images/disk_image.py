"""Lays a bootable disk out as plain files, so that an image can be built without any privilege.

There is no loop device and no mount: `sfdisk` writes the partition table into a file, `mtools`
fills the boot partition at its offset in that file and `mkfs.ext4 -d` fills the root partition
from a folder.  What goes into the partitions is none of this module's business.

    0        1 MiB                  1 MiB + boot              1 MiB + boot + root       + 1 MiB
    | GPT    | boot (ESP, FAT32)    | root (ext4)             | GPT, second copy        |
"""

from __future__ import annotations

import uuid
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from installer.images.image_tools import run_tool
from installer.units import MIB

SECTOR = 512
ROOT_TYPE = "4F68BCE3-E8CD-4DB1-96E7-FBCAF984B709"  # "Linux root (x86-64)", so that it can grow


@dataclass(frozen=True, slots=True)
class Extent:
    """A piece of a disk, in bytes."""

    start: int
    size: int


@dataclass(frozen=True, slots=True)
class DiskLayout:
    """Where the two partitions are and how large the whole disk is."""

    boot: Extent
    root: Extent
    total: int


def plan_layout(*, boot_size: int, root_size: int) -> DiskLayout:
    """Place both partitions on whole MiB; raises ValueError when a size is not whole MiB."""
    if boot_size % MIB or root_size % MIB or min(boot_size, root_size) <= 0:
        raise ValueError("partition sizes are whole MiB")
    boot = Extent(MIB, boot_size)
    root = Extent(boot.start + boot.size, root_size)
    return DiskLayout(boot, root, root.start + root.size + MIB)


def partition_table(layout: DiskLayout, identity: uuid.UUID) -> str:
    """The input of `sfdisk`; all unique ids are derived from `identity`, so it is repeatable."""
    boot, root = (
        f"start={extent.start // SECTOR}, size={extent.size // SECTOR}"
        for extent in (layout.boot, layout.root)
    )
    boot_id, root_id = (str(uuid.uuid5(identity, name)).upper() for name in ("boot", "root"))
    return (
        f"label: gpt\nlabel-id: {str(identity).upper()}\nfirst-lba: {MIB // SECTOR}\n"
        f"{boot}, type=uefi, uuid={boot_id}, name=boot\n"
        f"{root}, type={ROOT_TYPE}, uuid={root_id}, name=root\n"
    )


async def write_partition_table(image: Path, layout: DiskLayout, identity: uuid.UUID) -> None:
    """Make the image file anew, sparse, with its two partitions."""
    image.unlink(missing_ok=True)
    with image.open("wb") as file:
        file.truncate(layout.total)
    await run_tool(
        ("sfdisk", "--quiet", str(image)),
        purpose="Writing the partition table",
        stdin=partition_table(layout, identity),
    )


async def write_boot_partition(
    image: Path, extent: Extent, *, label: str, files: Mapping[str, Path]
) -> None:
    """Format the boot partition and copy files (path inside: path outside) into it.

    `mformat -F` is used since `mkfs.vfat -F32` makes too few clusters at this size for mtools.
    """
    target = f"{image}@@{extent.start}"
    serial = f"{uuid.uuid5(uuid.NAMESPACE_DNS, label).int & 0xFFFFFFFF:08x}"
    # fmt: off
    await run_tool(
        ("mformat", "-i", target, "-F", "-T", str(extent.size // SECTOR),
         "-H", str(extent.start // SECTOR), "-v", label, "-N", serial, "::"),
        purpose="Formatting the boot partition",
    )
    # fmt: on
    folders = sorted({str(parent) for name in files for parent in Path(name).parents} - {"."})
    await run_tool(
        ("mmd", "-i", target, *(f"::{folder}" for folder in folders)),
        purpose="Making the folders of the boot partition",
    )
    for inside, outside in sorted(files.items()):
        await run_tool(
            ("mcopy", "-m", "-i", target, str(outside), f"::{inside}"),
            purpose=f"Copying {inside} to the boot partition",
        )


async def write_root_partition(
    image: Path,
    extent: Extent,
    tree: Path,
    *,
    label: str,
    identity: uuid.UUID,
    prefix: Sequence[str] = (),
    epoch: int,
) -> None:
    """Format the root partition with the content of the folder `tree`.

    `prefix` runs the tool in the user namespace that owns the files of `tree`.  Tables are
    written whole now (most of them holes) so that no node spends its first minutes on that.
    """
    options = (
        f"offset={extent.start},root_owner=0:0,hash_seed={uuid.uuid5(identity, 'hash')},"
        "lazy_itable_init=0,lazy_journal_init=0"
    )
    # fmt: off
    await run_tool(
        (*prefix, "mkfs.ext4", "-q", "-F", "-L", label, "-m", "1",
         "-U", str(uuid.uuid5(identity, "root-file-system")), "-E", options,
         "-d", str(tree), str(image), f"{extent.size // 1024}k"),
        purpose="Writing the root file system",
        env={"E2FSPROGS_FAKE_TIME": str(epoch)},
    )
    # fmt: on


async def compress(raw: Path, out: Path) -> None:
    """Convert a raw image to a compressed qcow2; `out` appears only once it is complete."""
    part = out.with_name(f"{out.name}.part")
    # fmt: off
    await run_tool(
        ("qemu-img", "convert", "-q", "-f", "raw", "-O", "qcow2", "-c",
         "-o", "compression_type=zstd", str(raw), str(part)),
        purpose="Compressing the node image",
    )
    # fmt: on
    part.replace(out)
