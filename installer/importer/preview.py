"""Turns a file of the public preview (schema 1.1 to 1.4) into the form of the released product.

The renames are those of UpgradeJsonFormat in Azure/AKS-Edge, tools/modules/AksEdgeDeploy.  Members
keep the places that they have in the file, so that findings lead there; only EndUser is reported as
User, its name ever since.
"""

from __future__ import annotations

from collections.abc import Mapping
from ipaddress import AddressValueError, IPv4Address

from installer.config.outline import Place
from installer.importer.findings import Findings
from installer.importer.scalars import is_empty
from installer.importer.section import Section
from installer.importer.tolerant_json import Member

Members = dict[str, Member]

_MARKS = ("LinuxVm", "WindowsVm", "EndUser", "DeployOptions")
# What the preview had beside them and the product has not; none of it changes the cluster.
_WITHOUT_MEANING = ("Headless", "ServerTLSBootstrap", "DisconnectedDeployment")
# Of the sample file; a single machine makes a network of its own.
_LAN = (
    "ServiceIPRangeStart",
    "ServiceIPRangeEnd",
    "ControlPlaneEndpointIp",
    "Ip4GatewayAddress",
    "Ip4PrefixLength",
)


def is_preview(members: Mapping[str, Member]) -> bool:
    """Whether a deployment is in the preview's form; its version number says nothing."""
    names = {name.lower() for name in members}
    return "machines" not in names and any(mark.lower() in names for mark in _MARKS)


def first_mark(root: Section) -> Place:
    """The place of the first group that only the preview has."""
    return next((root.place(mark) for mark in _MARKS if root.find(mark)), root.at)


def upgrade(root: Section) -> Section:
    """The same deployment in the released form; single machines lose what has no effect."""
    options, network = root.group("DeployOptions"), root.group("Network")
    options.ignore(*_WITHOUT_MEANING)
    switch = network.group("VSwitch")
    switch.ignore("Name", "Type")
    new: Members = {}
    for name in ("SchemaVersion", "Version", "KubernetesDistribution", "Arc", "Join"):
        _move(root, name, new, name)
    single = _move_type(options, new)
    joining = _is_true(options.find("JoinCluster"))
    nodes = {
        "LinuxNode": _node(root, "LinuxVm", options, "Linux"),
        "WindowsNode": _node(root, "WindowsVm", options, "Windows"),
    }
    init: Members = {}
    lan: Members = {}
    _move(network, "ServiceIPRangeSize", init, "ServiceIPRangeSize")
    for name in _LAN:
        _move(network, name, lan, name)
    if single:
        _tell_without_effect(lan, nodes, root.findings)
    else:
        _move_range(lan, init, root.findings)
    inner = {} if single else dict(lan)
    _move(options, "NetworkPlugin", inner, "NetworkPlugin")
    for name in ("DnsServers", "InternetDisabled", "Proxy", "SkipAddressFreeCheck", "SkipDnsCheck"):
        _move(network, name, inner, name)
    new["Network"] = Member(network.at, inner)
    new["User"] = _user(root)
    machine = _machine(nodes, switch, network, single=single)
    new["Machines"] = Member(root.at, [Member(root.at, machine)])
    if joining:
        new.setdefault("Join", Member((*root.at, "Join"), {}))
    else:
        new["Init"] = Member(network.at, init)
    for section in (root, options, network, switch):
        section.report_rest()
    return Section(root.at, new, root.findings)


def _move(old: Section, name: str, new: Members, new_name: str) -> None:
    member = old.find(name)
    if member is not None:
        new[new_name] = member


def _is_true(member: Member | None) -> bool:
    return member is not None and str(member.value).lower() == "true"


def _move_type(options: Section, new: Members) -> bool:
    """Whether it is a single machine, which is the default."""
    member = options.find("SingleMachineCluster")
    single = member is None or is_empty(member.value) or _is_true(member)
    if member is not None:
        word = "SingleMachineCluster" if single else "ScalableCluster"
        new["DeploymentType"] = Member(member.place, word)
    return single


def _node(root: Section, name: str, options: Section, kind: str) -> Member | None:
    """The group of a node, unless NodeType leaves it out."""
    member, wanted = root.find(name), options.find("NodeType")
    if member is None or not isinstance(member.value, dict):
        return member
    if wanted and not is_empty(wanted.value) and kind.lower() not in str(wanted.value).lower():
        root.findings.info(member.place, "NodeType does not ask for this node; not imported")
        return None
    content = dict(member.value)
    for shared in ("TimeoutSeconds", "ControlPlane"):
        if (setting := options.find(shared)) and (kind, shared) != ("Windows", "ControlPlane"):
            content.setdefault(shared, setting)
    if not _is_true(options.find("JoinCluster")):
        # The first machine is a control plane in any case; the preview's samples say false there.
        content.pop("ControlPlane", None)
    return Member(member.place, content)


def _tell_without_effect(
    lan: Members, nodes: Mapping[str, Member | None], findings: Findings
) -> None:
    places = [member.place for member in lan.values() if not is_empty(member.value)]
    for node in nodes.values():
        if node is not None and isinstance(node.value, dict):
            own = [name for name in node.value if name.lower() == "ip4address"]
            places += [node.value.pop(name).place for name in own]
    if places:
        findings.info(
            places[0],
            "a single machine makes its own network: the addresses of the LAN (node, gateway, "
            "control plane, services) have no effect",
        )


def _move_range(lan: Members, init: Members, findings: Findings) -> None:
    """The range of services was given by its end; now it is given by its size."""
    start, end = lan.pop("ServiceIPRangeStart", None), lan.pop("ServiceIPRangeEnd", None)
    if start is not None:
        init["ServiceIPRangeStart"] = start
    if start is None or end is None or is_empty(end.value):
        return
    try:
        size = int(IPv4Address(str(end.value))) - int(IPv4Address(str(start.value))) + 1
    except AddressValueError:
        findings.error(end.place, "the range of services is not given by two IPv4 addresses")
        return
    findings.info(end.place, f"the end of the range, converted to its size: {size}")
    init["ServiceIPRangeSize"] = Member(end.place, size)


def _user(root: Section) -> Member:
    place = (*root.at, "User")
    content: Members = {}
    user = root.find("EndUser")
    if user is None or is_empty(user.value):
        return Member(place, {})
    if not isinstance(user.value, dict):
        return user
    for name, member in user.value.items():
        content[name] = Member((*place, name), member.value)
    return Member(place, content)


def _machine(
    nodes: Mapping[str, Member | None], switch: Section, network: Section, *, single: bool
) -> Members:
    connection: Members = {}
    if not single:
        _move(switch, "AdapterName", connection, "AdapterName")
    else:
        switch.ignore("AdapterName")
    _move(network, "Mtu", connection, "Mtu")
    machine = {name: node for name, node in nodes.items() if node is not None}
    machine["NetworkConnection"] = Member(switch.at, connection)
    return machine
