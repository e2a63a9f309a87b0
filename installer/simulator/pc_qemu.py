"""What the QEMU of a simulated PC says: its version, and how a trial guest ends."""

from __future__ import annotations

from installer.errors import CommandTimeout, MissingTool
from installer.host.base import Command, Result
from installer.simulator.description import SimulatedPc

_PASSED = Result(85, "RPLOK\n")
_KVM_HANGS = "the probe did not end: the guest hangs"
_KVM_ABORTS = "qemu-system-x86_64: error: failed to set MSR 0x10a to 0x69"
_ABORTED = 134


def qemu(pc: SimulatedPc, command: Command) -> Result:
    """The answer of `qemu-system-x86_64` or `qemu-img`."""
    if not pc.qemu:
        raise MissingTool(command.argv[0], "qemu-system-x86")
    if "--version" in command.argv:
        program = "emulator" if "system" in command.argv[0] else "qemu-img"
        return Result(0, f"QEMU {program} version {pc.qemu} (Debian 1:{pc.qemu}+dfsg-7)\n")
    if "kvm" in command.argv:
        return _with_kvm(pc)
    return _PASSED if pc.translation else Result(1, "", "qemu-system-x86_64: the probe failed")


def _with_kvm(pc: SimulatedPc) -> Result:
    kvm = pc.kvm
    if not pc.qemu_has_kvm:
        return Result(1, "", "qemu-system-x86_64: -accel kvm: invalid accelerator kvm")
    if not kvm.device:
        return _refused("Could not access KVM kernel module: ", "No such file or directory")
    if not kvm.usable:
        return _refused("Could not access KVM kernel module: ", "Permission denied")
    if kvm.busy:
        return _refused("ioctl(KVM_CREATE_VM) failed: 16 ", "Device or resource busy")
    if kvm.guest == "hangs":
        raise CommandTimeout("The probe did not end.", details=kvm.words or _KVM_HANGS)
    return _PASSED if kvm.guest == "runs" else Result(_ABORTED, "", kvm.words or _KVM_ABORTS)


def _refused(what: str, why: str) -> Result:
    return Result(1, "", f"{what}{why}\nqemu-system-x86_64: failed to initialize kvm: {why}")
