"""A recorded Windows PC, made into what its scripts would have answered."""

from __future__ import annotations

from ipaddress import IPv4Interface, IPv4Network

from installer.config.model import EdgeCluster
from installer.config.outside import External
from installer.simulator.record_request import requested_cluster
from installer.simulator.windows_description import (
    Clock,
    Computer,
    Disk,
    HyperV,
    Network,
    Programs,
    Rights,
    SimulatedWindows,
)
from installer.simulator.windows_record_schema import WindowsFacts, WindowsRecordFile
from installer.units import GIB, MIB

_STATES = {"Enabled": 1, "Disabled": 2, "Absent": 3}
# Maker and model as a guest of each platform sees them.
_BOARDS = {
    "azure": ("Microsoft Corporation", "Virtual Machine"),
    "cloud": ("Microsoft Corporation", "Virtual Machine"),
    "hyper-v": ("Microsoft Corporation", "Virtual Machine"),
    "kvm": ("QEMU", "Standard PC (Q35 + ICH9, 2009)"),
    "vmware": ("VMware, Inc.", "VMware Virtual Platform"),
    "virtualbox": ("innotek GmbH", "VirtualBox"),
}
_INTERNET, _NONE = 4, 0


def wanted_of(file: WindowsRecordFile) -> EdgeCluster:
    """The cluster that was asked for.

    Raises ValueError for a network that a cluster file refuses as well: one whose address is not
    its first.
    """
    if file.request.subnet:
        IPv4Network(file.request.subnet)
    cluster = requested_cluster(file.request)
    if file.request.network != "external":
        return cluster
    names = [switch["adapter"] for switch in file.facts.switches if switch.get("adapter")]
    adapter = next((a for a in file.facts.adapters if a.name in names), file.facts.adapters[0])
    address = IPv4Interface(adapter.ipv4 or "192.168.1.20/24")
    external = External.model_construct(
        adapter=adapter.name, subnet=address.network, gateway=address.network[1]
    )
    network = cluster.spec.network.model_copy(update={"external": external})
    spec = cluster.spec.model_copy(update={"network": network})
    return cluster.model_copy(update={"spec": spec})


def windows_pc(facts: WindowsFacts) -> SimulatedWindows:
    """The PC that answers so."""
    rights = Rights(
        elevated=facts.elevated,
        administrator=facts.member_administrators,
        hyperv_in_token=facts.hyperv_admins_in_token,
        hyperv_in_database=facts.hyperv_admins_in_database,
        policy=facts.powershell.execution_policy,
        in_path=facts.powershell.found,
    )
    return SimulatedWindows(
        computer=_computer(facts),
        hyperv=_hyperv(facts),
        rights=rights,
        network=_network(facts),
        disk=_disk(facts),
        programs=Programs(protection=facts.antivirus, programs=facts.other_hypervisors),
        # What has to be added to the clock: less when it is ahead.
        clock=Clock(ahead=f"{-facts.clock_skew_s:.7f}"),
        constrained=facts.powershell.language_mode != "FullLanguage",
    )


def _computer(facts: WindowsFacts) -> Computer:
    maker, model = _BOARDS.get(facts.guest_of or "", ("Contoso", "Shop PC"))
    return Computer(
        edition=facts.edition_id,
        build=facts.build,
        revision=facts.ubr,
        server=facts.product_type != 1,
        insider=facts.insider,
        language=facts.ui_language,
        architecture=facts.arch,
        memory_total=facts.memory_total_mb * MIB,
        memory_free=facts.memory_free_mb * MIB,
        processors=facts.logical_processors,
        firmware=facts.firmware,
        slat=facts.slat,
        monitor_mode=facts.monitor_mode,
        hypervisor=facts.hypervisor,
        launched=bool(facts.nested_exposed) if facts.is_guest else facts.hypervisor,
        maker=maker,
        model=model,
    )


def _hyperv(facts: WindowsFacts) -> HyperV:
    return HyperV(
        features={name: _STATES[state] for name, state in facts.features.items()},
        module=facts.features.get("Microsoft-Hyper-V-Management-PowerShell") == "Enabled",
        service=facts.services.get("vmms", "Missing"),
        launch=facts.hypervisorlaunchtype,
        restart=facts.reboot_pending,
        switches=tuple(
            {"id": s["name"], "name": s["name"], "type": s["type"], "adapter": s.get("adapter", "")}
            for s in facts.switches
        ),
        nats=facts.nat_networks,
        folder=facts.vm_host_paths.get("VirtualMachinePath", HyperV().folder),
        folder_usable=facts.vm_host_paths.get("accessible", True),
    )


def _network(facts: WindowsFacts) -> Network:
    adapters = [
        {
            "name": adapter.name,
            "description": adapter.name,
            "kind": adapter.kind,
            "up": adapter.status == "Up",
            "default": adapter.gateway is not None,
        }
        for adapter in facts.adapters
    ]
    if facts.vpn and facts.vpn.active:
        adapters.append(
            {"name": "VPN", "description": "VPN", "kind": "vpn", "up": True, "default": False}
        )
    routes = [
        {"network": str(IPv4Interface(adapter.ipv4).network), "adapter": adapter.name}
        for adapter in facts.adapters
        if adapter.ipv4
    ]
    extra = [{"network": str(IPv4Network(text)), "adapter": "other"} for text in facts.routes_extra]
    return Network(
        adapters=tuple(adapters),
        routes=(*routes, *extra),
        name_servers=facts.dns,
        proxy=facts.proxy or "",
        reach=_INTERNET if any(adapter.gateway for adapter in facts.adapters) else _NONE,
        asks_who=facts.lan_8021x,
    )


def _disk(facts: WindowsFacts) -> Disk:
    target = facts.target_path or facts.disks[0].path
    fitting = [disk for disk in facts.disks if target.lower().startswith(disk.path.lower())]
    disk = max(fitting, key=lambda disk: len(disk.path), default=facts.disks[0])
    file = facts.existing_disk_file
    made = {"ok": "made"}
    return Disk(
        folder=target,
        free=int(disk.free_gb * GIB),
        file_system=disk.filesystem,
        root=disk.path,
        network=disk.network_drive,
        compressed=disk.compressed,
        encrypted=disk.encrypted_efs,
        integrity=disk.integrity_streams,
        milliseconds=disk.fsync_ms,
        sparse=(file.path,) if file and (file.sparse or file.compressed) else (),
        vhd=made.get(word := facts.vhd_create.get(".vhd", "ok"), word),
        vhdx=made.get(word := facts.vhd_create.get(".vhdx", "ok"), word),
    )
