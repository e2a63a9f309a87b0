"""The file of a recorded Windows PC: as much of it as any check asks for."""

from __future__ import annotations

from typing import Any, Literal

from pydantic import BaseModel, ConfigDict, Field

from installer.simulator.record_schema import RecordedAdapter, RecordedRequest, RecordedVpn


class _Recorded(BaseModel):
    model_config = ConfigDict(frozen=True, extra="ignore")


class WindowsAdapter(RecordedAdapter):
    """An adapter with its kind: `ethernet`, `wifi`, `virtual` or `team`."""

    kind: str = "ethernet"


class WindowsDisk(_Recorded):
    """A drive and what Windows does to the files on it."""

    path: str
    free_gb: float
    filesystem: str
    fsync_ms: float
    compressed: bool = False
    encrypted_efs: bool = False
    integrity_streams: bool = False
    network_drive: bool = False


class RecordedShell(_Recorded):
    """PowerShell; `found` is whether PATH leads to it."""

    found: bool = True
    language_mode: str = "FullLanguage"
    execution_policy: str = "RemoteSigned"


class RecordedFile(_Recorded):
    """A disk file that was there before."""

    path: str
    sparse: bool = False
    compressed: bool = False


class WindowsFacts(_Recorded):
    """What was found on the PC; the names are those of Windows' own classes where it has them."""

    edition_id: str
    build: int
    ubr: int = 0
    product_type: int = 1
    arch: str
    ui_language: str = "en-US"
    insider: bool = False
    memory_total_mb: int
    memory_free_mb: int
    logical_processors: int
    is_guest: bool = False
    guest_of: str | None = None
    nested_exposed: bool | None = None
    hypervisor: bool = Field(alias="HypervisorPresent")
    firmware: bool = Field(alias="VirtualizationFirmwareEnabled")
    slat: bool = Field(alias="SecondLevelAddressTranslationExtensions")
    monitor_mode: bool = Field(alias="VMMonitorModeExtensions")
    features: dict[str, str]
    services: dict[str, str]
    hypervisorlaunchtype: str = "Auto"
    reboot_pending: bool = False
    elevated: bool
    member_administrators: bool
    hyperv_admins_in_token: bool
    hyperv_admins_in_database: bool
    powershell: RecordedShell = RecordedShell()
    adapters: tuple[WindowsAdapter, ...] = ()
    switches: tuple[dict[str, str], ...] = ()
    nat_networks: tuple[dict[str, str], ...] = ()
    routes_extra: tuple[str, ...] = ()
    vpn: RecordedVpn | None = None
    proxy: str | None = None
    dns: tuple[str, ...] = ()
    target_path: str | None = None
    disks: tuple[WindowsDisk, ...] = Field(min_length=1)
    clock_skew_s: float = 0.0
    antivirus: tuple[str, ...] = ()
    other_hypervisors: tuple[str, ...] = ()
    existing_disk_file: RecordedFile | None = None
    vm_host_paths: dict[str, Any] = Field(default_factory=dict)
    vhd_create: dict[str, str] = Field(default_factory=dict)
    lan_8021x: bool = False


class WindowsRecordFile(_Recorded):
    """The whole file; what else stands in it (the judgement that is expected) is for tests."""

    source: str
    os: Literal["windows"]
    request: RecordedRequest
    facts: WindowsFacts
