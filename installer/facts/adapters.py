"""What each network adapter of this PC is, and whether virtual machines can use it."""

from __future__ import annotations

import json
from dataclasses import dataclass
from ipaddress import IPv4Interface
from typing import Any

from installer.adapter_kind import AdapterKind
from installer.errors import MissingTool
from installer.facts.base import FactSpec, Target
from installer.host.base import Command

_COMMAND = ("ip", "-json", "-details", "address", "show")
# Kinds of ip-link(8) that take a macvtap as a real card does; a card itself has no kind.
_LIKE_A_CARD = ("", "bond", "dummy", "team", "veth", "vlan")
_MADE = (AdapterKind.BRIDGE, AdapterKind.TAP)
_WIRELESS = "DEVTYPE=wlan"


@dataclass(frozen=True, slots=True, kw_only=True)
class Adapter:
    """An adapter; `kind` is None, and `what` says why, when no machine can stand behind it.

    `master` is the bridge or bond of which it is a part, `vlan` the VLAN that it leads into and
    `below` the adapter that carries this one.  `splits` is whether a bridge keeps VLANs apart,
    `user` who may open a tap, and `open` whether somebody has opened it.
    """

    name: str
    kind: AdapterKind | None
    what: str
    up: bool
    mtu: int
    addresses: tuple[IPv4Interface, ...] = ()
    master: str = ""
    vlan: int | None = None
    below: str = ""
    splits: bool = False
    user: str = ""
    open: bool = False


@dataclass(frozen=True, slots=True)
class Adapters:
    """All adapters but the loopback; `trouble` says why they could not be listed, if so."""

    entries: tuple[Adapter, ...]
    trouble: str = ""

    def named(self, name: str) -> Adapter | None:
        """The adapter of this name."""
        return next((entry for entry in self.entries if entry.name == name), None)


async def read(target: Target) -> str:
    """JSON: what ip(8) says of all adapters, and what the kernel says of each device."""
    command = Command(argv=_COMMAND, purpose="Looking at the network adapters")
    try:
        result = await target.host.run(command, timeout=15)
    except MissingTool as error:
        return json.dumps({"trouble": error.brief})
    if result.returncode != 0:
        return json.dumps({"trouble": result.output or str(result.returncode)})
    links = json.loads(result.stdout)
    events = {link["ifname"]: await _event(target, link["ifname"]) for link in links}
    return json.dumps({"links": links, "events": events})


async def _event(target: Target, name: str) -> str:
    try:
        return await target.host.read_text(f"/sys/class/net/{name}/uevent")
    except (FileNotFoundError, PermissionError):
        return ""


def parse(text: str) -> Adapters:
    """Read the account; raises ValueError when it is none."""
    account = json.loads(text)
    if "trouble" in account:
        return Adapters((), account["trouble"])
    try:
        return Adapters(
            tuple(
                _adapter(link, account["events"].get(link["ifname"], ""))
                for link in account["links"]
                if "LOOPBACK" not in link["flags"]
            )
        )
    except (KeyError, TypeError) as error:
        raise ValueError(f"not a list of adapters: {error!r}") from error


def _adapter(link: dict[str, Any], event: str) -> Adapter:
    info = link.get("linkinfo", {})
    data = info.get("info_data", {})
    flags = link["flags"]
    kind, what = _kind(link, event)
    # A tap that nobody has opened yet and a bridge without members have no carrier, and need none.
    carried = kind in _MADE or link["operstate"] in ("UP", "UNKNOWN")
    return Adapter(
        name=link["ifname"],
        kind=kind,
        what=what,
        up="UP" in flags and carried,
        mtu=int(link["mtu"]),
        addresses=tuple(
            IPv4Interface(f"{entry['local']}/{entry['prefixlen']}")
            for entry in link.get("addr_info", [])
            if entry["family"] == "inet"
        ),
        master=link.get("master", ""),
        vlan=data.get("id") if info.get("info_kind") == "vlan" else None,
        below=link.get("link") or "",
        splits=bool(data.get("vlan_filtering")),
        user=str(data.get("user", "")),
        open="LOWER_UP" in flags,
    )


def _kind(link: dict[str, Any], event: str) -> tuple[AdapterKind | None, str]:
    kind = link.get("linkinfo", {}).get("info_kind", "")
    if kind == "bridge":
        return AdapterKind.BRIDGE, "a bridge"
    if kind == "tun" and link["linkinfo"].get("info_data", {}).get("type") == "tap":
        return AdapterKind.TAP, "a tap"
    if link.get("link_type") != "ether":
        return None, "not a card for a local network"
    if _WIRELESS in event.split():
        return None, "Wi-Fi"
    if kind in _LIKE_A_CARD:
        return AdapterKind.CARD, f"a device of the kind {kind}" if kind else "a network card"
    return None, f"a device of the kind {kind}"


FACT = FactSpec(id="host.adapters", read=read, parse=parse)
