"""The network adapters of this PC as choices, in words for people."""

from __future__ import annotations

from dataclasses import dataclass

from gui.engine_words import said
from gui.texts import tr
from installer.api import Adapter, can_carry_nodes


@dataclass(frozen=True, slots=True)
class AdapterItem:
    """An adapter as a choice; `reason` says why it cannot be chosen."""

    name: str
    text: str
    reason: str


def adapter_item(entry: Adapter) -> AdapterItem:
    """An adapter as a choice."""
    state = tr("connected") if entry.up else tr("not connected")
    addresses = ", ".join(map(str, entry.addresses)) or tr("no address")
    text = tr("{kind}, {state}, {address}", kind=_kind(entry), state=state, address=addresses)
    return AdapterItem(entry.name, text, "" if can_carry_nodes(entry) else _reason(entry))


def _kind(entry: Adapter) -> str:
    words = {"Wi-Fi": tr("Wi-Fi"), "a bridge": tr("Bridge"), "a network card": tr("Network card")}
    if entry.what in ("a bond device", "a team device"):
        return tr("Teamed cards, used as one")
    return words.get(entry.what, said(entry.what))


def _reason(entry: Adapter) -> str:
    if entry.what == "Wi-Fi":
        return tr("Wi-Fi lets only this PC in, no nodes. Use a cable")
    if entry.kind is None:
        return tr("Nodes cannot use it")
    if entry.master:
        return tr("It is a part of {name}. Choose that one", name=entry.master)
    if not entry.up:
        return tr("It is off or has no cable")
    return tr("It has no address, so its network is not known")
