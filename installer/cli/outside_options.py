"""The options by which `new` puts the node into the network of the house."""

from __future__ import annotations

import argparse
from dataclasses import replace
from ipaddress import IPv4Interface
from typing import Any

from installer.config.load import parse_config
from installer.config.model import EdgeCluster
from installer.config.yaml_text import dump_yaml
from installer.errors import ConfigInvalid, UsageError


def no_external(options: argparse.Namespace) -> None:
    """Raise UsageError when one of the options is given where it cannot count."""
    if _given(options):
        raise UsageError(
            "The network of nodes that join stands in the join file.",
            resolution="Leave --external and what belongs to it out; the adapter is chosen from "
            "those of this PC and can be changed in the cluster file.",
        )


def _given(options: argparse.Namespace) -> bool:
    names = ("external", "address", "gateway", "vlan", "mtu")
    return any(getattr(options, name) is not None for name in names)


def with_external(cluster: EdgeCluster, options: argparse.Namespace) -> EdgeCluster:
    """The cluster of one node, in the external network that the options name, if any.

    Raises UsageError when something is missing, and ConfigInvalid when it cannot be.
    """
    given = {name: getattr(options, name) for name in ("vlan", "mtu", "gateway")}
    if not _given(options):
        return cluster
    if options.external is None or options.address is None or options.gateway is None:
        raise UsageError(
            "An external network needs --external, --address and --gateway together.",
            resolution="Give all three: --external enp3s0 --address 192.168.1.50/24 "
            "--gateway 192.168.1.1.",
        )
    try:
        address = IPv4Interface(options.address)
    except ValueError as error:
        raise UsageError(
            f"{options.address} is not an address.",
            details=str(error),
            resolution="Give it with the length of its network: --address 192.168.1.50/24.",
        ) from error
    document: dict[str, Any] = cluster.model_dump(mode="json", by_alias=True)
    document["spec"]["nodes"][0]["address"] = str(address.ip)
    document["spec"]["network"]["external"] = {
        "adapter": options.external,
        "subnet": str(address.network),
        **{name: value for name, value in given.items() if value is not None},
    }
    try:
        return parse_config(dump_yaml(document), "this command")
    except ConfigInvalid as error:
        # Nobody has seen the file in which these lines are.
        problems = [replace(problem, line=None) for problem in error.problems]
        raise ConfigInvalid("this command", problems) from error
