"""Picks ports and networks that nothing on the PC uses."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator
from ipaddress import IPv4Network
from itertools import chain

from installer.errors import NotEligible

# No private network is wider than a /8; wider routes (0.0.0.0/0, or 0.0.0.0/1 with 128.0.0.0/1 as
# VPN programs write it) only say "everything else goes this way".
_WIDEST_REAL_ROUTE = 8

_SECOND_OCTETS_172 = range(16, 32)


def free_port(usual: int, used: Collection[int]) -> int:
    """The usual port, or one that resembles it (16443 for 6443), or any free one.

    Raises NotEligible when the PC has no free port at all.
    """
    alike = range(usual, 65536, 10000)
    for port in chain(alike, range(20000, 65536)):
        if port not in used:
            return port
    raise NotEligible(
        "This PC has no free network port.",
        details=f"{len(used)} ports are in use",
        resolution="Restart the PC to end programs that hold ports, then try again.",
    )


def free_network(
    candidates: Iterable[IPv4Network], taken: Iterable[IPv4Network], *, purpose: str
) -> IPv4Network:
    """The first candidate that overlaps nothing that is taken; routes to everywhere do not count.

    Raises NotEligible when every candidate overlaps; `purpose` ends "no network is left for ...".
    """
    real = [network for network in taken if network.prefixlen >= _WIDEST_REAL_ROUTE]
    for candidate in candidates:
        if not any(candidate.overlaps(network) for network in real):
            return candidate
    raise NotEligible(
        f"This PC reaches so many networks that no private network is left for {purpose}.",
        details="in use: " + ", ".join(str(network) for network in real),
        resolution="Leave the VPN, or choose a network in a cluster file of your own that this PC "
        "does not need to reach.",
    )


def subnets() -> Iterator[IPv4Network]:
    """Candidates for the network between PC and node; first those that routers rarely use."""
    yield IPv4Network("192.168.219.0/24")
    yield IPv4Network("172.29.219.0/24")
    yield IPv4Network("10.219.219.0/24")
    yield from IPv4Network("192.168.0.0/16").subnets(new_prefix=24)
    yield from (IPv4Network(f"172.{second}.219.0/24") for second in _SECOND_OCTETS_172)
    yield from (IPv4Network(f"10.{second}.219.0/24") for second in range(256))


def cluster_networks(usual: str) -> Iterator[IPv4Network]:
    """Candidates for pods or services: the usual one first, then the whole private space."""
    yield IPv4Network(usual)
    yield from (IPv4Network(f"10.{second}.0.0/16") for second in range(200, 256))
    yield from (IPv4Network(f"172.{second}.0.0/16") for second in _SECOND_OCTETS_172)
    yield from (IPv4Network(f"10.{second}.0.0/16") for second in range(200))
    yield from IPv4Network("192.168.0.0/16").subnets(new_prefix=20)
    # RFC 6598: shared address space, which few places use; better than nothing.
    yield from IPv4Network("100.64.0.0/10").subnets(new_prefix=16)
