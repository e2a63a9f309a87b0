"""A PC on which everything is fine, a cluster that fits it, and how tests change both."""

from __future__ import annotations

from ipaddress import IPv4Address, IPv4Interface, IPv4Network
from typing import Any, Literal

from installer.accelerator import Accelerator
from installer.adapter_kind import AdapterKind
from installer.checks.base import Check, Finding, Verdict
from installer.config.model import EdgeCluster, Metadata, Network, Node, PublishedPort, Spec
from installer.facts import (
    accelerator,
    access,
    adapters,
    architecture,
    cgroups,
    clock,
    connectivity,
    disk,
    distributions,
    firewall,
    firmware,
    flush,
    groups,
    guest,
    kvm,
    leftovers,
    links,
    memory,
    modules,
    neighbours,
    ports,
    processors,
    programs,
    proxy,
    qemu,
    resolver,
    rights,
    routes,
    system,
)
from installer.facts.base import Facts, Unread
from installer.units import GIB, Size

GOOD: dict[str, object] = {
    accelerator.FACT.id: accelerator.AcceleratorFact(Accelerator.KVM),
    access.FACT.id: access.Access("shop"),
    adapters.FACT.id: adapters.Adapters(
        (
            adapters.Adapter(
                name="eth0",
                kind=AdapterKind.CARD,
                what="a network card",
                up=True,
                mtu=1500,
                addresses=(IPv4Interface("192.168.1.20/24"),),
                open=True,
            ),
        )
    ),
    architecture.FACT.id: "x86_64",
    cgroups.FACT.id: cgroups.Cgroups(2, memory=True, options=()),
    clock.FACT.id: clock.PcClock("2026-05-28", 0.0, synchronized=True),
    connectivity.FACT.id: "full",
    disk.FACT.id: disk.Disk(Size(200 * GIB), "ext4", "/"),
    distributions.FACT.id: {},
    firewall.FACT.id: firewall.Firewall(),
    firmware.FACT.id: firmware.UefiFirmware("/fw/code", "/fw/vars"),
    flush.FACT.id: flush.Flush(0.8),
    groups.FACT.id: groups.Groups("shop", ("shop", "kvm"), ("shop", "kvm")),
    guest.FACT.id: guest.Guest("", wsl=False),
    kvm.FACT.id: kvm.Kvm(True, True, "kvm", ("kvm", "kvm_intel"), ""),
    leftovers.FACT.id: leftovers.Leftovers((), ()),
    links.FACT.id: (links.Link("eth0", up=True, default=True),),
    memory.FACT.id: memory.Memory(Size(16 * GIB), Size(12 * GIB)),
    modules.FACT.id: modules.Modules("6.1.0-32-amd64", listed=True, missing=()),
    neighbours.FACT.id: neighbours.Neighbours(frozenset(), frozenset()),
    ports.FACT.id: ports.Ports(frozenset()),
    processors.FACT.id: processors.Processors(
        8, "Some CPU", virtualization=True, hypervisor=False, extension="vmx"
    ),
    programs.FACT.id: programs.Programs((), ()),
    proxy.FACT.id: proxy.ProxySettings("", "", ""),
    qemu.FACT.id: qemu.Qemu("8.2.2", "8.2.2"),
    resolver.FACT.id: (IPv4Address("192.168.1.1"),),
    rights.FACT.id: rights.Rights(1000, ("shop", "kvm"), "/srv", writable=True, lowest_port=1024),
    routes.FACT.id: (routes.Route(IPv4Network("192.168.1.0/24"), "eth0"),),
    system.FACT.id: system.System("debian", (), "Debian GNU/Linux 12 (bookworm)"),
}
UNREAD = Unread("no answer within 20 seconds")


def pc(**changes: object) -> Facts:
    """The facts of the good PC, some of them others: `pc(memory=...)` for `host.memory`."""
    changed = {f"host.{name}": value for name, value in changes.items()}
    assert changed.keys() <= GOOD.keys()
    return Facts({**GOOD, **changed})


def cluster(
    *,
    cpus: int = 2,
    memory_gib: float = 4,
    disk_gib: int = 20,
    acceleration: Literal["required", "preferred"] = "preferred",
    ports: tuple[PublishedPort, ...] = (),
    **network: Any,
) -> EdgeCluster:
    """A cluster named demo with one node; `network` changes fields of the network."""
    networks = {
        "subnet": "192.168.219.0/24",
        "pod_cidr": "10.244.0.0/16",
        "service_cidr": "10.96.0.0/16",
        **network,
    }
    node = Node(
        name="demo-node",
        cpus=cpus,
        memory=Size(int(memory_gib * GIB)),
        data_disk=Size(disk_gib * GIB),
    )
    spec = Spec(
        distribution="kubeadm",
        nodes=(node,),
        network=Network(**networks, ports=ports),
        acceleration=acceleration,
    )
    return EdgeCluster(metadata=Metadata(name="demo"), spec=spec)


def judged(check: Check, facts: Facts, config: EdgeCluster | None = None) -> Finding:
    """What a check finds; one that is not good says what to do, and names its evidence."""
    finding = check.judge(facts, config or cluster())
    assert finding.summary.endswith(".")
    if finding.verdict in (Verdict.WARN, Verdict.FAIL):
        assert finding.remedy.endswith((".", "?"))
        assert finding.evidence
        assert all(finding.evidence.values())
    return finding
