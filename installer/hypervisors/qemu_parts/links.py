"""The network devices that stand between a virtual machine and a network outside of this PC.

    bridge          <- tap -- VM             the tap is a member of the bridge
    card            <- macvtap -- VM         the card itself stays as it is
    card <- vlan    <- macvtap -- VM         all VMs of a cluster share the VLAN device
    ready tap       -- VM                    nothing is made: somebody else has done that

They do not outlive a restart of the PC, so the VM's own script makes them at each start
(`resources/qemu/links.sh`).  Their names can be worked out from the VM alone, which is how they
stand in the journal before they exist; the mark in their alias says that they are ours.
"""

from __future__ import annotations

import hashlib
import shlex
from collections.abc import Iterator
from dataclasses import dataclass

from installer.adapter_kind import AdapterKind
from installer.host.base import Command, HostDriver, checked
from installer.hypervisors.base import VmCard, VmSpec
from installer.resources import resource_text

# What the script ends with when a device of the name is somebody else's (EX_CANTCREAT of
# sysexits(3), which QEMU never uses).
FOREIGN_DEVICE = 73
# A shell redirects the numbers 0 to 9 (POSIX, "Redirection"); 9 is the folder of all VMs (see lan).
FIRST_FILE, LAST_FILE = 3, 8
_TIMEOUT = 30.0
# A name may have 15 characters (linux/if.h, IFNAMSIZ).
_STEM, _DIGEST = 5, 6


@dataclass(frozen=True, slots=True)
class Device:
    """A device that is made for a VM; `kind` is tap, macvtap or vlan."""

    name: str
    kind: str
    mark: str


def devices_of(vm: VmSpec) -> tuple[Device, ...]:
    """All devices of a VM, in the order in which they are made."""
    return tuple(dict.fromkeys(device for card in vm.cards for device in _devices(vm, card)))


def card_device(vm: VmSpec, card: VmCard) -> str:
    """The device by which a card of a VM reaches the adapter: one of ours, or a ready tap."""
    devices = _devices(vm, card)
    return devices[-1].name if devices else card.adapter


def making_lines(vm: VmSpec) -> Iterator[str]:
    """Lines of shell that make the devices and open the files that QEMU gets; none without any."""
    if devices_of(vm):
        yield _functions()
    for number, card in enumerate(vm.cards):
        devices = _devices(vm, card)
        if card.kind is AdapterKind.BRIDGE:
            (tap,) = devices
            vlan = str(card.vlan or "")
            yield _call("link_in_bridge", tap, card.adapter, f"fe{card.mac[2:]}", vlan)
        elif card.kind is AdapterKind.CARD:
            below = card.adapter
            if card.vlan is not None:
                yield _call("link_vlan", devices[0], card.adapter, str(card.vlan))
                below = devices[0].name
            yield _call("link_on_card", devices[-1], below, card.mac, str(card.mtu))
            yield f'exec {FIRST_FILE + number}<>"$link_file"'


async def remove_devices(host: HostDriver, vm: VmSpec) -> None:
    """Take the devices of a VM that is off away; what is not ours stays.  Raises CommandFailed."""
    devices = devices_of(vm)
    if not devices:
        return
    lines = [_functions(), *(_call("link_remove", device) + " || exit" for device in devices[::-1])]
    command = Command(
        argv=("sh", "-c", "\n".join(lines)),
        purpose=f"Removing the network devices of {vm.name}",
    )
    await checked(host, command, timeout=_TIMEOUT)


def _functions() -> str:
    return resource_text("qemu/links.sh").rstrip("\n")


def _devices(vm: VmSpec, card: VmCard) -> tuple[Device, ...]:
    own = f"edgewright {vm.owner}/{vm.name}"
    name = _name(vm.name, f"{vm.owner}/{vm.name}/{card.name}")
    if card.kind is AdapterKind.BRIDGE:
        return (Device(name, "tap", own),)
    if card.kind is AdapterKind.TAP:
        return ()
    macvtap = Device(name, "macvtap", own)
    if card.vlan is None:
        return (macvtap,)
    shared = _name(vm.cluster, f"{vm.owner}//{card.adapter}/{card.vlan}")
    return (Device(shared, "vlan", f"edgewright {vm.owner}"), macvtap)


def _name(text: str, whole: str) -> str:
    digest = hashlib.sha256(whole.encode()).hexdigest()[:_DIGEST]
    stem = text[:_STEM].rstrip("-")
    return f"ew-{stem}-{digest}"


def _call(function: str, device: Device, *words: str) -> str:
    kind = (device.kind,) if function == "link_remove" else ()
    return shlex.join((function, device.name, *kind, device.mark, *words))
