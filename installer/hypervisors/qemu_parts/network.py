"""The user network of a virtual machine: needs no root and no bridge on the PC.

QEMU gives its gateway the second and its name server the third address of the subnet; the node
has a fixed one (QEMU manual, "-netdev user").
"""

from __future__ import annotations

from ipaddress import IPv4Address, IPv4Network

from installer.hypervisors.base import VmSpec

# Kept in step with `Network.node_address(0)` of installer.config.model: a VM has a user network
# of its own, so every node has the same address in it.
_NODE_OFFSET = 10


def node_address(subnet: str) -> IPv4Address:
    """The node's address in its user network; raises ValueError when `subnet` is not one."""
    return IPv4Network(subnet)[_NODE_OFFSET]


def network_option(vm: VmSpec) -> str:
    """The value of `-netdev`; `restrict` cuts the outside off, forwarded ports still work."""
    address = node_address(vm.subnet)
    forwards = (
        f"hostfwd={forward.protocol}:{forward.host_address}:{forward.host_port}"
        f"-{address}:{forward.node_port}"
        for forward in vm.forwards
    )
    restrict = "off" if vm.outbound else "on"
    return ",".join(
        ("user,id=net0,ipv6=off", f"net={vm.subnet}", f"restrict={restrict}", *forwards)
    )
