"""A PC that somebody recorded, with what was to run on it: made into a simulated PC.

Its facts become the files and answers of a PC (`pc_files`, `pc_answers`), so the real parsers
and checks judge it.  What a record does not say is as on a healthy PC.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from ipaddress import IPv4Interface
from pathlib import Path, PurePosixPath
from typing import Annotated, Literal

from pydantic import Field, TypeAdapter

from installer.config.model import EdgeCluster
from installer.errors import UsageError
from installer.simulator.description import (
    SimulatedAdapter,
    SimulatedFirewall,
    SimulatedKvm,
    SimulatedPc,
)
from installer.simulator.record_request import requested_cluster
from installer.simulator.record_schema import RecordedDisk, RecordedFacts, RecordFile
from installer.simulator.windows_description import SimulatedWindows
from installer.simulator.windows_record import wanted_of, windows_pc
from installer.simulator.windows_record_schema import WindowsRecordFile
from installer.simulator.wrong_places import wrong_places
from installer.units import GIB, MIB, Size

_FILE: TypeAdapter[RecordFile | WindowsRecordFile] = TypeAdapter(
    Annotated[RecordFile | WindowsRecordFile, Field(discriminator="os")]
)
# The platforms as systemd-detect-virt(1) names them; another one is `vm-other`.
_PLATFORMS = {
    "aws": "amazon",
    "azure": "microsoft",
    "gce": "google",
    "hyper-v": "microsoft",
    "kvm": "kvm",
    "virtualbox": "oracle",
    "vmware": "vmware",
    "xen": "xen",
}
_VENDORS: dict[str, Literal["Intel", "AMD", "ARM"]] = {"AMD": "AMD", "ARM": "ARM"}
_HEALTHY = SimulatedPc()
_KVM_API = 12
_CREATED, _HELD, _FORBIDDEN = (None, "ok"), ("EBUSY",), ("EACCES", "EPERM")
# Products by a word of their name, and the process by which a PC shows that they run.
_PROCESSES = {
    "k3s": "k3s-server",
    "k0s": "k0s",
    "microk8s": "kubelite",
    "minikube": "kubelet",
    "multipass": "multipassd",
    "rke2": "rke2",
    "virtualbox": "VBoxHeadless",
    "vmware": "vmware-vmx",
}
# Distributions by the first word of their name.
_SYSTEMS = {"raspbian": "debian", "raspberry": "debian"}
_WSL_KERNEL = "-microsoft-standard-WSL2"


@dataclass(frozen=True, slots=True)
class Record:
    """A PC, what it is called, and the cluster that was asked for; `windows` when it runs that."""

    title: str
    request: EdgeCluster
    pc: SimulatedPc = _HEALTHY
    windows: SimulatedWindows | None = None


def is_record(what: str) -> bool:
    """Whether this names the record of a PC, and not a scenario."""
    return what.endswith(".json")


def read_record(path: Path) -> Record:
    """Read a record; raises UsageError when it cannot be read or is none."""
    try:
        file = _FILE.validate_json(path.read_text(encoding="utf-8"))
        if isinstance(file, WindowsRecordFile):
            return Record(file.source, wanted_of(file), windows=windows_pc(file.facts))
        return Record(file.source, requested_cluster(file.request), _pc(file.facts))
    except OSError as error:
        raise UsageError(f"The file {path} cannot be read.", details=str(error)) from error
    except ValueError as error:
        raise UsageError(
            f"{path} is not the record of a PC.",
            details=wrong_places(error),
            resolution="Give a scenario, or a record with what is named above.",
        ) from error


def _pc(facts: RecordedFacts) -> SimulatedPc:
    disk = _disk(facts)
    adapters = [adapter for adapter in facts.adapters if adapter.status.lower() == "up"]
    networks = [adapter.ipv4 for adapter in adapters if adapter.ipv4]
    routes = [str(IPv4Interface(text).network) for text in (*networks, *facts.routes_extra)]
    vpn = (SimulatedAdapter(name="tun0", kind="vpn"),) if facts.vpn and facts.vpn.active else ()
    return SimulatedPc(
        cpus=facts.logical_processors,
        cpu_vendor=_VENDORS.get(facts.cpu_vendor, "Intel"),
        cpu_flags=facts.cpu_flags,
        memory_total=Size(facts.memory_total_mb * MIB),
        memory_available=Size(facts.memory_free_mb * MIB),
        disk_free=Size(int(disk.free_gb * GIB)),
        filesystem=disk.filesystem,
        flush_ms=disk.fsync_ms,
        architecture=facts.arch,
        system=_system(facts.distro),
        kernel=facts.kernel + (_WSL_KERNEL if facts.wsl else ""),
        kernel_modules=facts.kernel_modules_available,
        kernel_options=tuple(facts.cmdline.split()),
        cgroups="v2" if facts.cgroups == "v2" else "v1",
        cgroup_memory=facts.cgroup_memory,
        guest_of=_PLATFORMS.get(facts.guest_of or "", "vm-other") if facts.is_guest else "",
        wsl=facts.wsl,
        kvm=_kvm(facts),
        qemu=facts.qemu_version or "",
        qemu_has_kvm=facts.qemu_has_kvm,
        firmware=facts.ovmf,
        # QEMU runs as the user who calls the program: who that is decides what it may open.
        user=facts.qemu_runs_as or "user",
        groups=("user", *facts.groups_token),
        registered_groups=("user", *facts.groups_database),
        closed_folder=_is_closed(facts),
        firewall=_firewall(facts),
        listening_ports=facts.listening_ports,
        adapters=(*(SimulatedAdapter(name=adapter.name) for adapter in adapters), *vpn),
        gateway=any(adapter.gateway for adapter in adapters),
        routes=tuple(routes),
        name_servers=facts.dns,
        proxy=facts.proxy or "",
        seconds_ahead=facts.clock_skew_s,
        programs=tuple(_programs(facts)),
    )


def _system(distro: str) -> str:
    word = distro.partition(" ")[0].lower()
    return _SYSTEMS.get(word, word)


def _disk(facts: RecordedFacts) -> RecordedDisk:
    """The disk of the target folder: that with the longest path above it, or the first."""
    target = PurePosixPath(facts.target_path or facts.disks[0].path)
    holding = [disk for disk in facts.disks if target.is_relative_to(disk.path)]
    return max(holding, key=lambda disk: len(disk.path), default=facts.disks[0])


def _kvm(facts: RecordedFacts) -> SimulatedKvm:
    kvm = facts.kvm
    able = bool({"vmx", "svm"} & set(facts.cpu_flags))
    refused = "not supported" in (kvm.modprobe_error or "").lower()
    made = kvm.create_vm in (*_CREATED, *_HELD, *_FORBIDDEN) and kvm.api_version == _KVM_API
    guest: Literal["runs", "hangs", "fails"] = "runs" if made else "fails"
    if made and kvm.boot_probe not in (None, "ok"):
        guest = "hangs" if kvm.boot_probe == "hang" else "fails"
    words = "; ".join(f"{name}: {text}" for name, text in facts.boot_probe_detail.items())
    return SimulatedKvm(
        device=kvm.device,
        usable=kvm.readable_writable and kvm.create_vm not in _FORBIDDEN,
        module=kvm.module or "",
        firmware_off=(refused and able) or (facts.firmware_lock is not None and not kvm.device),
        busy=kvm.create_vm in _HELD,
        guest=guest,
        words=words,
    )


def _firewall(facts: RecordedFacts) -> SimulatedFirewall | None:
    wall = facts.firewall
    if wall is None or not wall.active:
        return None
    name = wall.name if wall.name in ("ufw", "firewalld") else "iptables"
    accepts = {wall.default_forward, wall.final_rule} & {"accept", "allow", "ACCEPT"}
    return SimulatedFirewall(name=name, forward="accept" if accepts else "drop")


def _is_closed(facts: RecordedFacts) -> bool:
    """Whether another user's home folder is on the way, which lets nobody else through."""
    in_home = (facts.target_path or "").startswith("/home/")
    return in_home and bool(facts.qemu_runs_as) and not int(facts.home_mode, 8) & 0o001


def _programs(facts: RecordedFacts) -> Iterator[str]:
    for product in facts.other_hypervisors:
        for word, process in _PROCESSES.items():
            if word in product.lower():
                yield process
