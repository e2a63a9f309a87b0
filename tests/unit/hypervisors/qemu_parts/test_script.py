from __future__ import annotations

import subprocess
from dataclasses import replace
from pathlib import Path

from installer.hypervisors.qemu_parts.links import making_lines
from installer.hypervisors.qemu_parts.paths import VmPaths
from installer.hypervisors.qemu_parts.script import script_text
from tests.helpers.vms import NODE_VM
from tests.unit.hypervisors.qemu_parts.test_argv import OUTSIDE

GOLDEN = Path(__file__).parents[3] / "golden" / "qemu"


def test_script_is_as_in_the_golden_file() -> None:
    paths = VmPaths(Path("/var/lib/it's mine/vm/node-1"))
    text = script_text(("qemu-system-x86_64", "-name", "a b", "-pidfile", str(paths.pid)), paths)
    assert text == (GOLDEN / "start.sh").read_text("utf-8")


def test_script_with_devices_is_as_in_the_golden_file() -> None:
    paths, vm = VmPaths(Path("/var/lib/shop/vm/node-1")), replace(NODE_VM, cards=OUTSIDE)
    text = script_text(("qemu-system-x86_64",), paths, devices=making_lines(vm))
    assert text == (GOLDEN / "start-with-devices.sh").read_text("utf-8")


def test_script_hands_over_every_argument_as_it_is_and_runs_in_the_folder(tmp_path: Path) -> None:
    folder = tmp_path / 'it\'s $HOME "odd" 100%'
    folder.mkdir()
    argv = ("printf", "%s|", "a b", "$HOME", "it's", "", "*")
    script = script_text(argv, VmPaths(folder))
    ran = subprocess.run(["sh", "-c", script], capture_output=True, text=True, check=True)
    assert ran.stdout == "a b|$HOME|it's||*|"
    assert {path.name for path in folder.iterdir()} == {"power.in", "power.out"}
    assert all(path.is_fifo() for path in folder.iterdir())


def test_script_rotates_only_a_log_that_is_too_long(tmp_path: Path) -> None:
    paths = VmPaths(tmp_path)
    script = script_text(("true",), paths)
    for size, rotated in ((4 << 20, False), ((4 << 20) + 1, True)):
        paths.serial.write_bytes(bytes(size))
        subprocess.run(["sh", "-c", script], check=True)
        assert paths.serial.exists() is not rotated
        assert (tmp_path / "serial.log.1").exists() is rotated


def test_script_fails_where_the_folder_is_gone(tmp_path: Path) -> None:
    script = script_text(("true",), VmPaths(tmp_path / "gone"))
    ran = subprocess.run(["sh", "-c", script], check=False, stderr=subprocess.DEVNULL)
    assert ran.returncode == 1
