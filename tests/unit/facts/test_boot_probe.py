"""The firmware of the boot probe is what its source says, and tells a good guest from a bad one."""

from __future__ import annotations

import shutil
import subprocess
from pathlib import Path

import pytest

from installer.resources import resource_path

ROM = resource_path("probe/boot-probe.rom")
SOURCE = resource_path("probe/boot-probe.asm")
SIZE = 0x10000
RESET_VECTOR = 0xFFF0


def run_rom(rom: Path, cpu: str = "max") -> subprocess.CompletedProcess[str]:
    """Start QEMU with translation; it ends by itself when the guest says so."""
    program = shutil.which("qemu-system-x86_64")
    if program is None:
        pytest.skip("qemu-system-x86_64 is not installed")
    argv = [program, "-accel", "tcg", "-cpu", cpu, "-machine", "q35", "-m", "64", "-nodefaults"]
    argv += ["-no-user-config", "-display", "none", "-no-reboot", "-serial", "stdio"]
    argv += ["-bios", str(rom), "-device", "isa-debug-exit,iobase=0x501,iosize=1"]
    return subprocess.run(
        argv, stdin=subprocess.DEVNULL, capture_output=True, text=True, timeout=60, check=False
    )


def test_the_firmware_is_as_large_as_a_bios_and_starts_with_a_jump() -> None:
    rom = ROM.read_bytes()
    assert len(rom) == SIZE
    assert rom[RESET_VECTOR : RESET_VECTOR + 5] == bytes.fromhex("ea000000f0")


@pytest.mark.skipif(shutil.which("nasm") is None, reason="nasm is not installed")
def test_the_firmware_is_made_of_its_source(tmp_path: Path) -> None:
    built = tmp_path / "probe.rom"
    subprocess.run(["nasm", "-f", "bin", "-o", str(built), str(SOURCE)], check=True)
    assert built.read_bytes() == ROM.read_bytes()


@pytest.mark.qemu
@pytest.mark.parametrize("cpu", ["max", "qemu64"])
def test_a_guest_goes_through_all_modes(cpu: str) -> None:
    done = run_rom(ROM, cpu)
    assert (done.stdout, done.returncode) == ("RPLOK\n", 85), done.stderr


@pytest.mark.qemu
def test_a_guest_whose_sum_is_wrong_says_so(tmp_path: Path) -> None:
    rom = ROM.read_bytes()
    loop = bytes.fromhex("b988130000")  # mov ecx, 5000: the calls in long mode
    assert rom.count(loop) == 1
    broken = tmp_path / "broken.rom"
    broken.write_bytes(rom.replace(loop, bytes.fromhex("b987130000")))
    done = run_rom(broken)
    assert (done.stdout, done.returncode) == ("RPL", 3), done.stderr
