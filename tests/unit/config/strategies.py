"""Clusters of every allowed shape, for hypothesis."""

from __future__ import annotations

from ipaddress import IPv4Address, IPv4Network

from hypothesis import strategies as st

from installer.config.frozen_map import FrozenMap
from installer.config.load_balancer import LoadBalancer
from installer.config.model import (
    Arc,
    EdgeCluster,
    External,
    Metadata,
    Network,
    Node,
    Proxy,
    PublishedPort,
    Registries,
    Secondary,
    Spec,
    Storage,
)
from installer.config.storage import Share
from installer.config.time_fields import time_zones
from installer.units import MIB, Size
from tests.unit.config.samples import AUTHORITY

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


names = st.from_regex(r"[A-Za-z0-9]([A-Za-z0-9_.-]{0,61}[A-Za-z0-9])?", fullmatch=True)
label_keys = names | st.builds("{}.example/{}".format, labels, names)
taints = st.builds(
    "{}={}:{}".format,
    label_keys,
    st.just("") | names,
    st.sampled_from(["NoSchedule", "PreferNoSchedule", "NoExecute"]),
)
addresses = st.integers(1, 65534).map(lambda number: IPv4Network("172.20.0.0/16")[number])
arcs = st.builds(
    Arc,
    subscription=st.uuids().map(str),
    tenant=st.uuids().map(str),
    resourceGroup=st.sampled_from(["shops", "shops.(north)_1"]),
    region=st.sampled_from(["westeurope", "germanywestcentral"]),
    clusterName=st.sampled_from(["shop", "shop_1-a"]),
)
registries = st.builds(
    Registries,
    mirrors=st.dictionaries(
        st.sampled_from(["docker.io", "registry.shop.local:5000"]),
        st.lists(st.sampled_from(["https://m", "http://[fd00::1]:80/v2/x"]), min_size=1),
    ),
    certificateAuthority=st.none() | st.just(AUTHORITY),
)


def _taint_place(taint: str) -> tuple[str, str]:
    return taint.partition("=")[0], taint.rpartition(":")[2]


@st.composite
def node_lists(draw: st.DrawFn) -> tuple[Node, ...]:
    """An odd number of servers first, then workers; at most 15, with at most 16 CPUs together."""
    count = draw(st.just(1) | st.integers(2, 15))
    servers = draw(st.integers(0, (count - 1) // 2)) * 2 + 1
    shared = 16 // count
    chosen = draw(st.lists(labels, min_size=count, max_size=count, unique=True))
    fixed = draw(st.just([]) | st.lists(addresses, min_size=count, max_size=count, unique=True))
    return tuple(
        Node(
            name=name,
            role="server" if index < servers else "worker",
            cpus=draw(st.integers(1, shared)),
            memory=draw(sizes(2)),
            data_disk=draw(sizes(10)),
            mac=draw(st.none() | st.just(f"52:54:00:00:00:{index:02x}")),
            address=fixed[index] if fixed else None,
            labels=FrozenMap(draw(st.dictionaries(label_keys, st.just("") | names, max_size=2))),
            taints=tuple(draw(st.lists(taints, max_size=2, unique_by=_taint_place))),
        )
        for index, name in enumerate(chosen)
    )


# hypothesis asks the signature, where fields have the names of the file.
proxies = st.builds(
    Proxy,
    http=st.none() | urls,
    https=st.none() | urls,
    no_proxy=st.sampled_from(["", "localhost", "localhost,10.0.0.0/8,.shop.local"]),
)


listeners = st.sampled_from(["127.0.0.1", "0.0.0.0", "192.168.1.5"])
adapters = st.sampled_from(["enp3s0", "br0.20", "Ethernet 2"])
vlans = st.none() | st.integers(1, 4094)
mtus = st.integers(576, 9216)
# The router has the last address, which no node of `addresses` has.
externals = st.builds(
    External,
    adapter=adapters,
    subnet=st.just("172.20.0.0/15"),
    gateway=st.just("172.21.255.254"),
    vlan=vlans,
    mtu=mtus,
)


# Behind all addresses of nodes, before that of the router.
ranges = st.integers(0, 15).map(
    lambda size: LoadBalancer(first="172.21.200.0", last=f"172.21.200.{size}")
)
share_lists = st.lists(
    st.builds(
        Share,
        name=labels,
        kind=st.just("nfs"),
        server=st.sampled_from(["nas", "nas.shop.local", "192.168.1.9"]),
        path=st.sampled_from(["/", "/export/daten", "/srv/Preise + Scans/ö"]),
        readOnly=st.booleans(),
        options=st.lists(st.sampled_from(["vers=4.1", "soft", "rsize=65536"]), max_size=2),
    )
    | st.builds(
        Share,
        name=labels,
        kind=st.just("smb"),
        server=st.just("nas"),
        path=st.sampled_from(["data", "data$", "Daten/Till 1"]),
        credential=st.none() | st.sampled_from(["nas", "shop-1/nas"]),
    ),
    max_size=3,
    unique_by=lambda share: share.name,
)
storages = st.builds(Storage, localVolumes=st.booleans(), shares=share_lists)


@st.composite
def secondary_lists(draw: st.DrawFn, nodes: tuple[Node, ...]) -> tuple[Secondary, ...]:
    """Further networks, each with some of the nodes."""
    chosen = draw(st.lists(labels, max_size=5, unique=True))
    members = st.lists(st.sampled_from(nodes), min_size=1, unique_by=lambda node: node.name)
    return tuple(
        Secondary(
            name=name,
            adapter=draw(adapters),
            subnet=f"172.30.{number}.0/24",
            gateway=draw(st.none() | st.just(f"172.30.{number}.254")),
            vlan=draw(vlans),
            mtu=draw(mtus),
            addresses=FrozenMap(
                {
                    node.name: IPv4Address(f"172.30.{number}.{place}")
                    for place, node in enumerate(draw(members), start=1)
                }
            ),
        )
        for number, name in enumerate(chosen)
    )


@st.composite
def network_parts(draw: st.DrawFn, nodes: tuple[Node, ...]) -> Network:
    """Networks without overlap, ports without clash: those for SSH lie above all others."""
    chosen = draw(st.lists(st.integers(1, 40000), min_size=1, max_size=5, unique=True))
    external = draw(st.none() | externals) if nodes[0].address else None
    needs_lan = (len(nodes) > 1 or nodes[0].address is not None) and external is None
    lan = IPv4Network("172.20.0.0/16") if nodes[0].address else IPv4Network("172.21.0.0/27")
    published = tuple(
        PublishedPort(
            host=host,
            node=draw(ports),
            protocol=draw(st.sampled_from(["tcp", "udp"])),
            address=draw(st.just("127.0.0.1") if external else listeners),
            node_name=draw(st.none() | st.sampled_from([node.name for node in nodes])),
        )
        for host in chosen[1:]
    )
    return Network(
        subnet=draw(networks("192.168.0.0/16", 16, 27)),
        lan=lan if external is None and (needs_lan or draw(st.booleans())) else None,
        external=external,
        load_balancer=draw(st.none() | ranges) if external else None,
        secondary=draw(st.just(()) | secondary_lists(nodes)),
        dns=tuple(draw(st.lists(st.just(IPv4Address("192.0.2.53")), max_size=2))),
        proxy=draw(st.none() | proxies),
        pod_cidr=draw(networks("10.0.0.0/9", 9, 24 if len(nodes) == 1 else 20)),
        service_cidr=draw(networks("10.128.0.0/9", 12, 28)),
        api_port=chosen[0],
        ssh_port=draw(st.integers(40001, 65535 - 14)),
        outbound="allow" if external else draw(st.sampled_from(["allow", "deny"])),
        ports=published,
    )


@st.composite
def specs(draw: st.DrawFn) -> Spec:
    """Everything that a cluster shall be."""
    nodes = draw(node_lists())
    distribution = draw(st.sampled_from(["kubeadm", "k3s"]))
    suffix = "+k3s1" if distribution == "k3s" else ""
    return Spec(
        distribution=distribution,
        version=draw(st.none() | versions.map(lambda version: version + suffix)),
        nodes=nodes,
        network=draw(network_parts(nodes)),
        acceleration=draw(st.sampled_from(["required", "preferred"])),
        autostart=draw(st.booleans()),
        secret_encryption=draw(st.booleans()),
        log_size=Size(draw(st.integers(10, 5000)) * MIB),
        time_zone=draw(st.sampled_from(time_zones())),
        time_servers=tuple(draw(st.lists(st.sampled_from(["ntp.shop", "9.9.9.9", "fd00::1"])))),
        registries=draw(registries),
        storage=draw(storages),
        arc=draw(st.none() | arcs),
    )


clusters = st.builds(EdgeCluster, metadata=st.builds(Metadata, name=labels), spec=specs())
