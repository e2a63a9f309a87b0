"""The cards of a virtual machine in networks outside of this PC, as arguments of QEMU."""

from __future__ import annotations

from collections.abc import Iterator

from installer.adapter_kind import AdapterKind
from installer.hypervisors.base import VmCard, VmSpec
from installer.hypervisors.qemu_parts.links import FIRST_FILE, card_device
from installer.hypervisors.qemu_parts.options import option_value


def card_options(vm: VmSpec) -> Iterator[str]:
    """The arguments for all such cards; a card is known by its name, as in the node."""
    for number, card in enumerate(vm.cards):
        yield from ("-netdev", f"tap,id={card.name},{_backend(vm, card, number)}")
        yield from ("-device", f"virtio-net-pci,netdev={card.name},mac={card.mac},romfile=")


def _backend(vm: VmSpec, card: VmCard, number: int) -> str:
    """A tap is opened by its name, a macvtap is a file that the script has opened."""
    if card.kind is AdapterKind.CARD:
        return f"fd={FIRST_FILE + number}"
    return f"ifname={option_value(card_device(vm, card))},script=no,downscript=no"
