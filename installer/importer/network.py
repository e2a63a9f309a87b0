"""Reads the network of a deployment."""

from __future__ import annotations

import re

from installer.importer.limits import MAX_PREFIX
from installer.importer.scalars import (
    Unfit,
    address,
    flag,
    is_empty,
    is_placeholder,
    network,
    prefix_length,
    proxy,
    text,
)
from installer.importer.section import Section, Values
from installer.importer.tolerant_json import Member

# A single machine makes its own network, in which these are always the same.
_WITHOUT_EFFECT = ("ControlPlaneEndpointIp", "Ip4GatewayAddress", "Ip4PrefixLength")


def read_network(section: Section, values: Values, *, single: bool) -> None:
    """Read it all but the plug-in, which is read with the distribution."""
    if single:
        for name in _WITHOUT_EFFECT:
            if section.states(name):
                section.findings.info(section.place(name), "no effect on a single machine")
        section.read("Ip4AddressPrefix", values, "network.subnet", network)
    else:
        _read_lan(section, values)
    _read_dns(section, values)
    section.read("InternetDisabled", values, "network.offline", flag)
    if section.read("SkipAddressFreeCheck", values, "network.skip_address_check", flag):
        why = "switches off the test whether the addresses are free"
        section.findings.warning(section.place("SkipAddressFreeCheck"), why)
    skips = section.read("SkipDnsCheck", values, "network.skip_dns_check", flag)
    if skips and not values.get("network.dns"):
        why = "has no effect without name servers of its own"
        section.findings.info(section.place("SkipDnsCheck"), why)
    servers = section.group("Proxy")
    servers.read("Http", values, "network.proxy.http", proxy)
    servers.read("Https", values, "network.proxy.https", proxy)
    servers.read("No", values, "network.proxy.no", text)
    servers.report_rest()
    section.report_rest()


def _read_lan(section: Section, values: Values) -> None:
    vip = "missing: the cluster needs a free address for its control plane"
    section.read("ControlPlaneEndpointIp", values, "network.vip", address, needed=vip)
    gateway = "missing: the nodes stand in your network and need its gateway"
    section.read("Ip4GatewayAddress", values, "network.gateway", address, needed=gateway)
    length = section.read("Ip4PrefixLength", values, "network.prefix_length", prefix_length)
    if length is not None:
        why = f"{length} is not between 1 and {MAX_PREFIX}"
        section.demand("Ip4PrefixLength", why, holds=1 <= length <= MAX_PREFIX)
    if section.states("Ip4AddressPrefix"):
        why = "no effect on a scalable cluster, whose nodes stand in your network"
        section.findings.info(section.place("Ip4AddressPrefix"), why)


def _read_dns(section: Section, values: Values) -> None:
    member = section.find("DnsServers")
    if member is None:
        return
    values.put("network.dns", None, member.place)
    if isinstance(member.value, str) and not is_empty(member.value):
        entries = [
            Member(member.place, entry) for entry in re.split(r"[,;\s]+", member.value) if entry
        ]
        if not is_placeholder(member.value):
            several = "split into a list" if len(entries) > 1 else "taken as a list of one"
            section.findings.warning(member.place, f"text instead of a list; {several}")
    elif isinstance(member.value, list):
        entries = member.value
    elif is_empty(member.value):
        return
    else:
        section.findings.error(member.place, "a list of IPv4 addresses must stand here")
        return
    found = [_server(section, entry) for entry in entries if not is_empty(entry.value)]
    values.put("network.dns", [server for server in found if server], member.place)


def _server(section: Section, entry: Member) -> str:
    if is_placeholder(entry.value):
        why = "the placeholder of a template, no value; taken as not set"
        section.findings.warning(entry.place, why)
        return ""
    try:
        return address(entry.value)[0]
    except Unfit as error:
        section.findings.error(entry.place, error.why)
        return ""
