"""The pure parts of the node image builder; the whole of it is proved by the real VM."""

from __future__ import annotations

import io
import tarfile
import uuid
from pathlib import Path

import pytest

from installer.images.debian import boot_entry, package_list
from installer.images.disk_image import partition_table, plan_layout
from installer.images.tree_archive import pack_tree
from installer.resources import resource_text
from installer.units import GIB, MIB


def test_partitions_stand_on_whole_mib_and_leave_room_for_the_second_table() -> None:
    layout = plan_layout(boot_size=256 * MIB, root_size=2 * GIB)
    assert layout.boot.start == MIB
    assert layout.root.start == layout.boot.start + layout.boot.size
    assert layout.total == layout.root.start + layout.root.size + MIB


@pytest.mark.parametrize(("boot", "root"), [(0, GIB), (MIB, 0), (MIB + 1, GIB), (MIB, GIB + 512)])
def test_odd_partition_sizes_are_refused(boot: int, root: int) -> None:
    with pytest.raises(ValueError, match="whole MiB"):
        plan_layout(boot_size=boot, root_size=root)


def test_the_partition_table_is_the_same_each_time() -> None:
    layout, identity = plan_layout(boot_size=256 * MIB, root_size=GIB), uuid.UUID(int=1)
    table = partition_table(layout, identity)
    assert table == partition_table(layout, identity)
    assert "start=2048, size=524288, type=uefi" in table
    assert table != partition_table(layout, uuid.UUID(int=2))


def test_the_boot_entry_finds_root_by_its_label_and_speaks_on_the_serial_port() -> None:
    entry = boot_entry("6.1.0-9-cloud-amd64")
    assert "root=LABEL=edgewright-root" in entry
    assert "console=ttyS0" in entry
    assert "version 6.1.0-9-cloud-amd64" in entry


def test_package_lists_may_have_comments_and_empty_lines() -> None:
    assert package_list("a\n\n# why\n b  # because\n") == ("a", "b")


def test_the_shipped_list_has_what_a_node_cannot_do_without() -> None:
    packages = set(package_list(resource_text("node-image/packages.txt")))
    assert packages >= {"containerd", "cloud-init", "openssh-server", "systemd-boot", "iptables"}


def _tree(folder: Path) -> Path:
    (folder / "etc").mkdir(parents=True)
    (folder / "etc" / "fstab").write_text("LABEL=x / ext4\n")
    (folder / "etc" / "fstab").chmod(0o600)
    return folder


def test_a_packed_tree_does_not_depend_on_who_checked_it_out(tmp_path: Path) -> None:
    first, second = _tree(tmp_path / "a"), _tree(tmp_path / "b")
    (second / "etc" / "fstab").chmod(0o666)
    assert pack_tree(first, 1000) == pack_tree(second, 1000)
    with tarfile.open(fileobj=io.BytesIO(pack_tree(first, 1000))) as archive:
        entry = archive.getmember("etc/fstab")
    assert (entry.mode, entry.uid, entry.mtime) == (0o644, 0, 1000)


def test_in_a_packed_tree_only_scripts_may_be_run(tmp_path: Path) -> None:
    (tmp_path / "hook").write_text("#!/bin/sh\n")
    (tmp_path / "hook").chmod(0o600)
    (tmp_path / "data").write_text("# no script\n")
    (tmp_path / "data").chmod(0o700)
    with tarfile.open(fileobj=io.BytesIO(pack_tree(tmp_path, 0))) as archive:
        modes = {entry.name: entry.mode for entry in archive}
    assert modes == {"hook": 0o755, "data": 0o644}
