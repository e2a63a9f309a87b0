"""Clusters of every allowed shape, for hypothesis."""

from __future__ import annotations

from ipaddress import IPv4Address, IPv4Network

from hypothesis import strategies as st

from installer.config.model import (
    EdgeCluster,
    Metadata,
    Network,
    Node,
    Proxy,
    PublishedPort,
    Spec,
)
from installer.units import MIB, Size

labels = st.from_regex(r"[a-z0-9]([a-z0-9-]{0,38}[a-z0-9])?", fullmatch=True)
ports = st.integers(1, 65535)
versions = st.builds("v1.{}.{}".format, st.integers(0, 9999), st.integers(0, 9999))
urls = st.sampled_from(["http://proxy", "https://proxy.shop.local:3128/", "http://[fd00::1]:80"])


def sizes(minimum_gib: int) -> st.SearchStrategy[Size]:
    """Whole MiB from a minimum to 64 TiB."""
    return st.integers(minimum_gib * 1024, 64 << 20).map(lambda mib: Size(mib * MIB))


def networks(block: str, widest: int, narrowest: int) -> st.SearchStrategy[IPv4Network]:
    """Networks inside a block, between two prefix lengths."""
    outer = IPv4Network(block)

    @st.composite
    def draw_network(draw: st.DrawFn) -> IPv4Network:
        prefix = draw(st.integers(max(widest, outer.prefixlen), narrowest))
        index = draw(st.integers(0, 2 ** (prefix - outer.prefixlen) - 1))
        start = int(outer.network_address) + index * 2 ** (32 - prefix)
        return IPv4Network((start, prefix))

    return draw_network()


# hypothesis asks the signature, where fields have the names of the file.
nodes = st.builds(Node, name=labels, cpus=st.integers(1, 16), memory=sizes(2), dataDisk=sizes(10))
proxies = st.builds(
    Proxy,
    http=st.none() | urls,
    https=st.none() | urls,
    no_proxy=st.sampled_from(["", "localhost", "localhost,10.0.0.0/8,.shop.local"]),
)


@st.composite
def network_parts(draw: st.DrawFn) -> Network:
    """Networks without overlap, ports without clash."""
    chosen = draw(st.lists(ports, min_size=2, max_size=6, unique=True))
    published = tuple(
        PublishedPort(
            host=host,
            node=draw(ports),
            protocol=draw(st.sampled_from(["tcp", "udp"])),
            address=draw(st.sampled_from(["127.0.0.1", "0.0.0.0", "192.168.1.5"])),
        )
        for host in chosen[2:]
    )
    return Network(
        subnet=draw(networks("192.168.0.0/16", 16, 27)),
        dns=tuple(draw(st.lists(st.just(IPv4Address("192.0.2.53")), max_size=2))),
        proxy=draw(st.none() | proxies),
        pod_cidr=draw(networks("10.0.0.0/9", 9, 24)),
        service_cidr=draw(networks("10.128.0.0/9", 12, 28)),
        api_port=chosen[0],
        ssh_port=chosen[1],
        outbound=draw(st.sampled_from(["allow", "deny"])),
        ports=published,
    )


clusters = st.builds(
    EdgeCluster,
    metadata=st.builds(Metadata, name=labels),
    spec=st.builds(
        Spec,
        distribution=st.just("kubeadm"),
        version=st.none() | versions,
        nodes=st.tuples(nodes),
        network=network_parts(),
        acceleration=st.sampled_from(["required", "preferred"]),
        autostart=st.booleans(),
    ),
)
