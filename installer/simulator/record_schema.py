"""The file of a recorded PC, as far as a Linux PC is concerned.

Records hold more than any check asks for, so what is not named here is passed over.
"""

from __future__ import annotations

from typing import Any, Literal

from pydantic import BaseModel, ConfigDict, Field


class _Recorded(BaseModel):
    model_config = ConfigDict(frozen=True, extra="ignore")


class RecordedRequest(_Recorded):
    """What was to run: sizes in the units of the names.  `mode` is `bare-metal` when Kubernetes
    was to run on the PC itself and not in a virtual machine.
    """

    cpu: int
    memory_mb: int
    disk_gb: float
    network: str = "nat"
    mode: str | None = None
    subnet: str | None = None
    pod_cidr: str | None = None
    service_cidr: str | None = None


class RecordedKvm(_Recorded):
    """The device, what making a virtual machine answered, and how a guest ended (`ok`, ...)."""

    device: bool
    readable_writable: bool
    api_version: int | None = 12
    create_vm: str | None = None
    boot_probe: str | None = None
    module: str | None = None
    modprobe_error: str | None = None


class RecordedDisk(_Recorded):
    """A file system: its place, room, type, and the time of a flush."""

    path: str
    free_gb: float
    filesystem: str
    fsync_ms: float


class RecordedFirewall(_Recorded):
    """A firewall; the rules are those of traffic that is passed on."""

    name: str
    active: bool = True
    default_forward: str | None = None
    final_rule: str | None = None


class RecordedAdapter(_Recorded):
    """A network adapter; `ipv4` has its prefix length, `gateway` is empty without one."""

    name: str
    status: str = "up"
    ipv4: str | None = None
    gateway: str | None = None


class RecordedVpn(_Recorded):
    """A VPN client."""

    active: bool


class RecordedFacts(_Recorded):
    """What was found on the PC."""

    model_config = ConfigDict(extra="allow")

    arch: str
    kernel: str
    distro: str = "linux"
    memory_total_mb: int
    memory_free_mb: int
    logical_processors: int
    is_guest: bool = False
    guest_of: str | None = None
    wsl: bool = False
    kvm: RecordedKvm
    boot_probe_detail: dict[str, Any] = Field(default_factory=dict)
    cpu_flags: tuple[str, ...] = ()
    cpu_vendor: str = "Intel"
    firmware_lock: Any = None
    groups_token: tuple[str, ...] = ()
    groups_database: tuple[str, ...] = ()
    qemu_version: str | None = None
    qemu_runs_as: str | None = None
    ovmf: bool = True
    disks: tuple[RecordedDisk, ...] = Field(min_length=1)
    target_path: str | None = None
    home_mode: str = "0755"
    cgroups: str = "v2"
    cgroup_memory: bool = True
    cmdline: str = ""
    kernel_modules_available: tuple[str, ...] = ()
    firewall: RecordedFirewall | None = None
    listening_ports: tuple[int, ...] = ()
    adapters: tuple[RecordedAdapter, ...] = ()
    routes_extra: tuple[str, ...] = ()
    vpn: RecordedVpn | None = None
    dns: tuple[str, ...] = ("192.168.1.1",)
    proxy: str | None = None
    other_hypervisors: tuple[str, ...] = ()
    clock_skew_s: float = 0.0

    @property
    def qemu_has_kvm(self) -> bool:
        """Whether QEMU was built with KVM: unless a list of its accelerators lacks it."""
        lists = [v for k, v in (self.model_extra or {}).items() if k.startswith("qemu_accel")]
        return all("kvm" in accelerators for accelerators in lists if accelerators is not None)


class RecordFile(_Recorded):
    """The whole file; what else stands in it (the judgement that is expected) is for tests."""

    source: str
    os: Literal["linux"]
    request: RecordedRequest
    facts: RecordedFacts
