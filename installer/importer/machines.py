"""Reads the machines of a deployment and the nodes on them."""

from __future__ import annotations

from installer.importer.limits import (
    HUGE_PAGE_KIB,
    MAX_CPUS,
    MAX_LOG_GB,
    MAX_MACHINES,
    MIN_CPUS,
    MIN_MEMORY_MB,
    USUAL_DISK_GB,
)
from installer.importer.nics import read_secondary_networks
from installer.importer.scalars import address, choice, flag, is_empty, mac, text, whole
from installer.importer.section import Section, Values

_NO_MAC = "00:00:00:00:00:00"


def read_machines(root: Section, values: Values, *, single: bool, joining: bool) -> list[Values]:
    """The nodes of all machines, which are also stored."""
    sections = root.groups("Machines")
    place, findings = root.place("Machines"), root.findings
    nodes: list[Values] = []
    for number, machine in enumerate(sections):
        nodes += _read_machine(machine, values, first=number == 0, single=single, joining=joining)
    values.put("nodes", nodes, place)
    member = root.find("Machines")
    if member is None or is_empty(member.value) or member.value == []:
        findings.error(place, "missing: the file describes no node")
    if single and len(sections) > 1:
        findings.error(place, "a single machine cluster has exactly one machine")
    if len(sections) > MAX_MACHINES:
        why = f"more than {MAX_MACHINES} machines in a cluster"
        findings.error(place, why, theirs=True)
    if nodes and not joining and not any(node["os"] == "linux" for node in nodes):
        findings.error(place, "a new cluster needs a Linux node for its control plane")
    return nodes


def _read_machine(
    machine: Section, values: Values, *, first: bool, single: bool, joining: bool
) -> list[Values]:
    connection = machine.group("NetworkConnection")
    nodes: list[Values] = []
    if linux := machine.group_or_none("LinuxNode"):
        nodes.append(_read_linux(linux, single=single, joining=joining))
    if windows := machine.group_or_none("WindowsNode"):
        why = "Windows nodes are experimental, and their disk cannot be set in this format"
        machine.findings.warning(windows.at, why)
        nodes.append(_read_windows(windows, single=single))
    # Of further machines the adapter belongs to the node; the first one's is that of the file.
    target = values if first or not nodes else nodes[0]
    prefix = "network." if target is values else ""
    if single:
        _tell_no_effect(connection, "AdapterName")
    else:
        why = "missing: the nodes reach your network through an adapter of the PC"
        connection.read("AdapterName", target, f"{prefix}adapter", text, needed=why)
    connection.read("Mtu", target, f"{prefix}mtu", whole)
    machine.read("ArcHybridComputeMachineId", values, "arc.machine_id", text)
    if not (machine.states("LinuxNode") or machine.states("WindowsNode")):
        machine.findings.error(machine.at, "neither LinuxNode nor WindowsNode stands here")
    cpus = [node["cpu"] for node in nodes if isinstance(node.get("cpu"), int)]
    if len(cpus) > 1 and sum(cpus) > MAX_CPUS:
        why = f"the nodes of one PC may have at most {MAX_CPUS} processors together"
        machine.findings.error(machine.at, why)
    connection.report_rest()
    machine.report_rest()
    return nodes


def _tell_no_effect(section: Section, name: str) -> None:
    if section.states(name):
        section.findings.info(section.place(name), "no effect on a single machine")


def _read_common(section: Section, node: Values, *, single: bool) -> None:
    cpu = section.read("CpuCount", node, "cpu", whole)
    if cpu is not None:
        why = f"{cpu} is not between {MIN_CPUS} and {MAX_CPUS}"
        section.demand("CpuCount", why, holds=MIN_CPUS <= cpu <= MAX_CPUS)
    memory = section.read("MemoryInMB", node, "memory_mb", whole)
    if memory is not None:
        why = f"{memory} is less than {MIN_MEMORY_MB}"
        section.demand("MemoryInMB", why, holds=memory >= MIN_MEMORY_MB)
        section.demand("MemoryInMB", f"{memory} is an odd number", holds=memory % 2 == 0)
    if single:
        _tell_no_effect(section, "Ip4Address")
    else:
        why = "missing: a node of a scalable cluster needs an address of its own"
        section.read("Ip4Address", node, "ip", address, needed=why)
    timeout = section.read("TimeoutSeconds", node, "timeout_s", whole)
    section.demand("TimeoutSeconds", "less than a second", holds=timeout is None or timeout > 0)
    if section.read("MacAddress", node, "mac", mac) == _NO_MAC:
        node["mac"] = None
    section.read("Mtu", node, "mtu", whole)


def _read_windows(section: Section, *, single: bool) -> Values:
    node = Values()
    node.put("os", "windows", section.at)
    _read_common(section, node, single=single)
    section.report_rest()
    return node


def _read_linux(section: Section, *, single: bool, joining: bool) -> Values:
    node = Values()
    node.put("os", "linux", section.at)
    _read_common(section, node, single=single)
    disk = section.read("DataSizeInGB", node, "disk_gb", whole)
    section.demand("DataSizeInGB", f"{disk} is less than 1", holds=disk is None or disk >= 1)
    if disk is not None and 1 <= disk < USUAL_DISK_GB:
        why = f"less than {USUAL_DISK_GB} GB: the container images will not fit"
        section.findings.warning(section.place("DataSizeInGB"), why)
    log = section.read("LogSizeInGB", node, "log_gb", whole)
    if log is not None:
        why = f"{log} is not between 1 and {MAX_LOG_GB}"
        section.demand("LogSizeInGB", why, holds=1 <= log <= MAX_LOG_GB, theirs=True)
    if section.read("TpmPassthrough", node, "tpm", flag):
        why = "our node has no access to the security chip (TPM) of the PC"
        section.findings.warning(section.place("TpmPassthrough"), why)
    section.read("ControlPlane", node, "control_plane", flag)
    if joining:
        node.setdefault("control_plane", False)
    _read_gpu(section, node, single=single)
    _read_huge_pages(section, node)
    read_secondary_networks(section, node)
    section.report_rest()
    return node


def _read_gpu(section: Section, node: Values, *, single: bool) -> None:
    gpu, content = section.group_or_none("GpuPassthrough"), Values()
    if gpu is None:
        return
    name = gpu.read("Name", content, "name", text)
    gpu.read("Type", content, "type", choice({"ParaVirtualization": "ParaVirtualization"}))
    gpu.read("Count", content, "count", whole)
    gpu.report_rest()
    node.put("gpu", content, gpu.at)
    if name is not None:
        where = "" if single else ", and for a single machine only"
        why = f"a preview function of the old product{where}; our node offers no graphics card"
        gpu.findings.warning(gpu.at, why)


def _read_huge_pages(section: Section, node: Values) -> None:
    pages, content = section.group_or_none("MemoryHugePages"), Values()
    if pages is None:
        return
    size = pages.read("Size", content, "size", whole)
    count = pages.read("Count", content, "count", whole)
    pages.report_rest()
    node.put("huge_pages", content, pages.at)
    kinds = " or ".join(map(str, HUGE_PAGE_KIB))
    pages.demand("Size", f"{size} is not {kinds}", holds=size in (None, *HUGE_PAGE_KIB))
    if not count:
        return
    needed = count * (size or HUGE_PAGE_KIB[0]) // 1024
    if (memory := node.get("memory_mb")) is not None and needed >= memory:
        why = f"{needed} MB of huge pages do not fit into the memory of the node, {memory} MB"
        pages.findings.error(pages.place("Count"), why, theirs=True)
    pages.findings.warning(pages.at, "our node has no huge pages; the setting has no effect")
