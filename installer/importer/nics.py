"""Reads the further networks of a node."""

from __future__ import annotations

from ipaddress import IPv4Address, IPv4Network

from installer.importer.limits import MAX_PREFIX
from installer.importer.scalars import address, prefix_length, text
from installer.importer.section import Section, Values


def read_secondary_networks(node_section: Section, node: Values) -> None:
    """Read them; a gateway may be missing, because a network without a way out has none."""
    member = node_section.find("SecondaryNetworks")
    if member is None:
        return
    entries = [_read_entry(entry) for entry in node_section.groups("SecondaryNetworks")]
    value = entries if node_section.states("SecondaryNetworks") else None
    node.put("secondary_networks", value, member.place)


def _read_entry(section: Section) -> Values:
    entry = Values()
    why = "missing: a further network needs a switch of the PC"
    section.read("VMSwitchName", entry, "switch", text, needed=why)
    ip = section.read("Ip4Address", entry, "ip", address)
    length = section.read("Ip4PrefixLength", entry, "prefix_length", prefix_length)
    gateway = section.read("Ip4GatewayAddress", entry, "gateway", address)
    section.report_rest()
    findings = section.findings
    if length is not None and not 1 <= length <= MAX_PREFIX:
        why = f"{length} is not between 1 and {MAX_PREFIX}"
        findings.error(section.place("Ip4PrefixLength"), why)
        return entry
    if ip is not None and length is None and not section.states("Ip4PrefixLength"):
        findings.error(section.place("Ip4PrefixLength"), "missing: an address stands beside it")
    if ip is None and (length or gateway) and not section.states("Ip4Address"):
        why = "missing: a prefix or a gateway stands beside it"
        findings.error(section.place("Ip4Address"), why)
    if ip is not None and length is not None:
        entry.setdefault("gateway", None)
        _judge_gateway(section, gateway, IPv4Network(f"{ip}/{length}", strict=False))
    return entry


def _judge_gateway(section: Section, gateway: str | None, network: IPv4Network) -> None:
    place = section.place("Ip4GatewayAddress")
    if gateway is None and not section.states("Ip4GatewayAddress"):
        why = (
            "missing: the old product refuses that, although a network without a way out has no "
            "gateway; accepted here"
        )
        section.findings.info(place, why)
    elif gateway is not None and IPv4Address(gateway) not in network:
        section.findings.error(place, f"{gateway} lies outside the network {network}")
