"""The command line of QEMU: a pure function of the machine's description.

                        q35
     pflash   OVMF code (shared) + variables (own copy)
     virtio-blk   root (bootindex 0), data        /dev/disk/by-id/virtio-edgewright-{root,data}
     virtio-scsi  two CD drives, seed and payload:
                  /dev/disk/by-id/scsi-0QEMU_QEMU_CD-ROM_edgewright-{seed,payload}
     virtio-net   user network, no root needed; more cards to further VMs (see lan) and to
                  networks outside of this PC (see links)
     virtio-rng, guest agent, console to a file, QMP, a pipe for the power button

The drives of seed and payload are always there and only their medium comes and goes: taking a
medium out needs no help of the guest, while unplugging a PCI disk waits until a running guest
agrees (QEMU docs/pcie_pci_bridge, "hot unplug"; qapi/block.json `eject` with `force`).
"""

from __future__ import annotations

import uuid
from collections.abc import Collection, Iterator

from installer.accelerator import Accelerator
from installer.hypervisors.base import Medium, VmSpec
from installer.hypervisors.qemu_parts.cards import card_options
from installer.hypervisors.qemu_parts.firmware import Firmware
from installer.hypervisors.qemu_parts.lan import lan_options
from installer.hypervisors.qemu_parts.network import network_option
from installer.hypervisors.qemu_parts.options import option_value
from installer.hypervisors.qemu_parts.paths import AGENT_SOCKET, QMP_SOCKET, VmPaths
from installer.units import MIB

PROGRAM = "qemu-system-x86_64"
# Under TCG QEMU caches translated code, by default up to 1 GiB: a 2 GiB guest was measured with
# 1,425 MiB of resident memory, and with 650 to 680 MiB at this size, at the same speed.
_TRANSLATION_CACHE_MIB = 256
_ACCELERATOR = {
    Accelerator.KVM: ("-accel", "kvm", "-cpu", "host"),
    Accelerator.TCG: (
        "-accel",
        f"tcg,thread=multi,tb-size={_TRANSLATION_CACHE_MIB}",
        "-cpu",
        "max",
    ),
}


def drive_id(medium: Medium) -> str:
    """The id of the CD drive that holds a medium."""
    return f"cd-{medium}"


def build_argv(
    vm: VmSpec, paths: VmPaths, firmware: Firmware, *, media: Collection[Medium]
) -> tuple[str, ...]:
    """The arguments to run in `paths.folder`, the program's name first.

    `media` are the media that lie in their drives.
    """
    return (
        PROGRAM,
        *_machine(vm),
        *_firmware(paths, firmware),
        *_disk("root", str(paths.root), boot=True),
        *_disk("data", str(paths.data), boot=False),
        "-device",
        "virtio-scsi-pci,id=scsi0",
        *(word for medium in Medium for word in _drive(medium, paths, loaded=medium in media)),
        # cloud-init looks for its documents before the drives are there, unless it is told of
        # them here (docs.cloud-init.io, NoCloud).  Without a seed it must not look for one.
        *(("-smbios", "type=1,serial=ds=nocloud") if Medium.SEED in media else ()),
        "-netdev",
        network_option(vm),
        "-device",
        f"virtio-net-pci,netdev=net0,mac={vm.mac},romfile=",
        *lan_options(vm),
        *card_options(vm),
        "-object",
        "rng-random,id=rng0,filename=/dev/urandom",
        "-device",
        "virtio-rng-pci,rng=rng0",
        *_channels(paths),
        *_supervision(paths),
    )


def _machine(vm: VmSpec) -> Iterator[str]:
    yield from ("-name", f"guest={option_value(f'{vm.cluster}-{vm.name}')}")
    # Kubernetes tells machines apart by this number; it must be the same after every start.
    yield from ("-uuid", str(uuid.uuid5(uuid.NAMESPACE_URL, f"{vm.owner}/{vm.name}")))
    yield from ("-machine", "q35", *_ACCELERATOR[vm.accelerator])
    yield from ("-smp", str(vm.cpus), "-m", f"{vm.memory // MIB}M")
    yield from ("-nodefaults", "-no-user-config", "-display", "none", "-rtc", "base=utc")


def _firmware(paths: VmPaths, firmware: Firmware) -> Iterator[str]:
    code, variables = option_value(firmware.code), option_value(str(paths.variables))
    yield from ("-drive", f"if=pflash,unit=0,format=raw,readonly=on,file={code}")
    yield from ("-drive", f"if=pflash,unit=1,format=qcow2,file={variables}")


def _disk(name: str, path: str, *, boot: bool) -> Iterator[str]:
    yield "-blockdev"
    yield (
        f"driver=qcow2,node-name={name},discard=unmap,"
        f"file.driver=file,file.filename={option_value(path)},file.discard=unmap"
    )
    yield "-device"
    order = ",bootindex=0" if boot else ""
    yield f"virtio-blk-pci,drive={name},serial=edgewright-{name}{order}"


def _drive(medium: Medium, paths: VmPaths, *, loaded: bool) -> Iterator[str]:
    if loaded:
        yield "-blockdev"
        yield (
            f"driver=raw,node-name={medium},read-only=on,"
            f"file.driver=file,file.filename={option_value(str(paths.medium(medium)))}"
        )
    yield "-device"
    serial = f"edgewright-{medium}"
    drive = f",drive={medium}" if loaded else ""
    yield f"scsi-cd,bus=scsi0.0,id={drive_id(medium)},device_id={serial},serial={serial}{drive}"


def _channels(paths: VmPaths) -> Iterator[str]:
    yield from ("-chardev", f"file,id=console,append=on,path={option_value(str(paths.serial))}")
    yield from ("-serial", "chardev:console")
    yield from ("-device", "virtio-serial-pci")
    yield from ("-chardev", f"socket,id=agent,server=on,wait=off,path={AGENT_SOCKET}")
    yield from ("-device", "virtserialport,chardev=agent,name=org.qemu.guest_agent.0")


def _supervision(paths: VmPaths) -> Iterator[str]:
    yield from ("-qmp", f"unix:{QMP_SOCKET},server=on,wait=off")
    # A shell can write to a pipe but not to a QMP socket: see autostart.
    yield from ("-chardev", f"pipe,id=power,path={option_value(str(paths.power))}")
    yield from ("-mon", "chardev=power,mode=readline")
    # A daemon's words go to /dev/null unless there is a log file *and* something to log
    # (QEMU os-posix.c, os_setup_post); "unimp" is the quietest item that every version knows.
    # The name is relative because QEMU takes a "%" in this one path for a placeholder.
    yield from ("-D", paths.log.name, "-d", "unimp", "-msg", "timestamp=on")
    yield from ("-pidfile", str(paths.pid), "-daemonize")
