"""The words of the options by which `new` puts the node into the network of the house."""

from __future__ import annotations

import argparse


def add_outside_options(parser: argparse.ArgumentParser) -> None:
    """The options; none of them means that the node stays inside the PC."""
    group = parser.add_argument_group("to put the node into your own network")
    group.add_argument("--external", metavar="ADAPTER", help="card, bridge or tap that leads there")
    group.add_argument("--address", metavar="A/N", help="the node's address: 192.168.1.50/24")
    group.add_argument("--gateway", metavar="A", help="the router's address: 192.168.1.1")
    group.add_argument("--vlan", type=int, metavar="N", help="number of the VLAN, if it is one")
    group.add_argument("--mtu", type=int, metavar="N", help="largest packet; default: 1500")
