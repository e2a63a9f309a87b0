"""The network between the virtual machines of one PC: needs no root and no bridge.

QEMU's datagram sockets join two machines each, so the network is a star.  The first machine has
the middle of it, a hub inside its QEMU, and while that machine is off the others cannot talk.

    node-1                                           node-2
    card -- hub -- node-1/lan-1.sock  <-->  node-2/lan.sock -- card
              +-- node-1/lan-2.sock  <-->  node-3/lan.sock -- card

A frame for a machine that is off is lost, as with a pulled cable.  Either side may start again at
any time: QEMU looks a socket up by its path for each frame, and replaces its own when it starts
(QEMU net/dgram.c).
"""

from __future__ import annotations

from collections.abc import Iterator

from installer.hypervisors.base import VmSpec
from installer.hypervisors.qemu_parts.options import option_value

# The path of a socket may have 107 characters only (unix(7)), and QEMU changes to the root folder
# once it has started, so the folder of all VMs stays open under this number and is named by it.
# The shell that opens it knows the numbers up to 9 (POSIX, "Redirection").
FOLDER_NUMBER = 9


def lan_options(vm: VmSpec) -> Iterator[str]:
    """The arguments for the card in the network between VMs; none for a VM that is alone."""
    if vm.lan is None:
        return
    middle, *others = vm.lan.members
    if vm.name == middle:
        yield from _hub(others)
    else:
        number = vm.lan.members.index(vm.name)
        yield from _line("lan", "lan.sock", middle, f"lan-{number}.sock")
    yield from ("-device", f"virtio-net-pci,netdev=lan,mac={vm.lan.mac},romfile=")


def _hub(others: list[str]) -> Iterator[str]:
    yield from ("-netdev", "hubport,id=lan,hubid=0")
    for number, other in enumerate(others, start=1):
        yield from _line(f"line{number}", f"lan-{number}.sock", other, "lan.sock")
        yield from ("-netdev", f"hubport,id=port{number},hubid=0,netdev=line{number}")


def _line(name: str, own: str, other: str, its: str) -> Iterator[str]:
    remote = option_value(f"/proc/self/fd/{FOLDER_NUMBER}/{other}/{its}")
    yield "-netdev"
    yield (
        f"dgram,id={name},local.type=unix,local.path={own},remote.type=unix,remote.path={remote}"
    )
