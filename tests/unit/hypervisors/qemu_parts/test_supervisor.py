"""The start with a PC that has no systemd: by cron, by the desktop, or by nothing."""

from __future__ import annotations

import dataclasses
import shlex
import subprocess
from pathlib import Path

import pytest

from installer.errors import CommandFailed, ForeignResource
from installer.host.base import Result
from installer.hypervisors.base import VmSpec
from installer.hypervisors.qemu_parts import autostart, supervisor
from installer.hypervisors.qemu_parts.paths import VmPaths
from tests.unit.hypervisors import fake_qemu
from tests.unit.hypervisors.fake_qemu import FakeQemuHost

ENTRY = "/home/ann/.config/autostart/edgewright-shop-node-1.desktop"
OTHERS = "MAILTO=ann\n5 4 * * * backup # edgewright 5f3c shop/node-12\n"


@pytest.mark.parametrize("table", [None, OTHERS])
async def test_cron_gets_one_line_and_loses_it_again(
    host: FakeQemuHost, vm: VmSpec, paths: VmPaths, table: str | None
) -> None:
    host.without_systemd, host.cron_table = fake_qemu.CRON, table
    for _ in range(2):
        said = await autostart.enable(host, vm, paths)
        line = f"@reboot sh {shlex.quote(str(paths.script))} # edgewright 5f3c shop/node-1"
        assert line in said
        assert host.cron_table == f"{table or ''}{line}\n"
    assert host.files == {}
    for _ in range(2):
        await autostart.disable(host, vm)
        assert host.cron_table == table


async def test_each_node_has_a_line_of_its_own(
    host: FakeQemuHost, vm: VmSpec, paths: VmPaths
) -> None:
    host.without_systemd = fake_qemu.CRON
    other = dataclasses.replace(vm, owner="7a7a")
    await autostart.enable(host, vm, paths)
    await autostart.enable(host, other, paths)
    await autostart.disable(host, vm)
    assert host.cron_table is not None
    assert [line.split(" # ")[1] for line in host.cron_table.splitlines()] == [
        "edgewright 7a7a shop/node-1"
    ]


async def test_a_cron_table_that_cannot_be_read_is_never_written(
    host: FakeQemuHost, vm: VmSpec, paths: VmPaths
) -> None:
    host.without_systemd, host.cron_table = fake_qemu.CRON, OTHERS
    host.cron_trouble = "You (ann) are not allowed to use this program (crontab)"
    said = await autostart.enable(host, vm, paths)
    assert "not allowed" in said
    assert "`edgewright start shop`" in said
    await autostart.disable(host, vm)
    assert host.cron_table == OTHERS


async def test_a_table_that_just_now_cannot_be_read_is_an_error_of_the_removal(
    host: FakeQemuHost, vm: VmSpec, paths: VmPaths
) -> None:
    host.without_systemd = fake_qemu.CRON
    await autostart.enable(host, vm, paths)
    table, host.cron_trouble = host.cron_table, "cannot open the spool"
    with pytest.raises(CommandFailed):
        await autostart.disable(host, vm)
    assert host.cron_table == table


async def test_the_line_goes_also_when_cron_has_been_stopped_meanwhile(
    host: FakeQemuHost, vm: VmSpec, paths: VmPaths
) -> None:
    host.without_systemd = fake_qemu.CRON
    await autostart.enable(host, vm, paths)
    host.without_systemd = Result(0, "/home/ann/.config\ntables\n")
    await autostart.disable(host, vm)
    assert host.cron_table is None


async def test_a_desktop_starts_the_node_at_login(
    host: FakeQemuHost, vm: VmSpec, paths: VmPaths
) -> None:
    host.without_systemd = fake_qemu.DESKTOP
    said = await autostart.enable(host, vm, paths)
    assert "when you log in" in said
    assert ENTRY in said
    assert list(host.files) == [ENTRY]
    await autostart.disable(host, vm)
    assert host.files == {}


async def test_an_entry_of_somebody_else_is_kept(
    host: FakeQemuHost, vm: VmSpec, paths: VmPaths
) -> None:
    host.without_systemd = fake_qemu.DESKTOP
    host.files[ENTRY] = "X-Edgewright-Owner=5f3c2\n"
    with pytest.raises(ForeignResource):
        await autostart.enable(host, vm, paths)
    with pytest.raises(ForeignResource):
        await autostart.disable(host, vm)
    assert host.files == {ENTRY: "X-Edgewright-Owner=5f3c2\n"}


def test_cron_runs_the_script_of_any_path(tmp_path: Path, vm: VmSpec) -> None:
    paths = VmPaths(tmp_path / "it's 100% mine")
    paths.folder.mkdir()
    paths.script.write_text("echo started")
    line = supervisor.cron_line(vm, paths)
    # What cron(8) does with a line: percent signs lose their backslash, then sh takes it.
    command = line.removeprefix("@reboot ").replace("\\%", "%")
    ended = subprocess.run(["sh", "-c", command], capture_output=True, text=True, check=True)
    assert ended.stdout == "started\n"


def test_a_desktop_runs_the_script_of_any_path(vm: VmSpec) -> None:
    entry = supervisor.desktop_entry(vm, VmPaths(Path('/a b/100%/$x/"q"')))
    [line] = [line for line in entry.splitlines() if line.startswith("Exec=")]
    assert line == r'''Exec=sh "/a b/100%%/\\$x/\\"q\\"/start.sh"'''
