"""What a simulated PC has: an ordinary, healthy PC, unless a scenario says otherwise."""

from __future__ import annotations

from typing import Annotated, Any, Literal

from pydantic import BaseModel, BeforeValidator, ConfigDict
from pydantic.alias_generators import to_camel

from installer.units import GIB, Size


def _size(value: object) -> object:
    return Size.parse(value) if isinstance(value, str) else value


_Size = Annotated[Any, BeforeValidator(_size)]


class Part(BaseModel):
    """A part of a scenario: camelCase in files, nothing unknown in them, never changed."""

    model_config = ConfigDict(
        frozen=True, extra="forbid", alias_generator=to_camel, populate_by_name=True
    )


class SimulatedKvm(Part):
    """Hardware virtualisation; a guest `hangs` or `fails` although the device is there."""

    device: bool = True
    usable: bool = True
    # The module that is loaded; empty for none.
    module: str = "kvm_intel"
    firmware_off: bool = False
    busy: bool = False
    guest: Literal["runs", "hangs", "fails"] = "runs"
    words: str = ""


class SimulatedFirewall(Part):
    """A firewall that is on, and what it does with traffic that is passed on."""

    name: Literal["ufw", "firewalld", "iptables"]
    forward: Literal["accept", "drop", "reject"] = "drop"


class SimulatedAdapter(Part):
    """A network adapter; `user` may open a tap, `below` carries a VLAN device."""

    name: str
    kind: Literal["card", "wifi", "bridge", "tap", "vlan", "vpn"] = "card"
    up: bool = True
    mtu: int = 1500
    addresses: tuple[str, ...] = ()
    mac: str = "52:54:00:00:20:01"
    master: str = ""
    vlan_filtering: bool = False
    user: str = ""
    vlan: int = 0
    below: str = ""


def _adapter(value: object) -> object:
    """A name alone means a usual card."""
    return {"name": value} if isinstance(value, str) else value


_Adapter = Annotated[SimulatedAdapter, BeforeValidator(_adapter)]


class SimulatedPc(Part):
    """What the PC has."""

    host_name: str = "shop-pc"
    # Machine id and SSH host keys are those of the image that the PC was cloned from.
    cloned: bool = False
    cpus: int = 8
    cpu_vendor: Literal["Intel", "AMD", "ARM"] = "Intel"
    cpu_flags: tuple[str, ...] = ("vmx", "ept")
    memory_total: _Size = Size(16 * GIB)
    memory_available: _Size = Size(11 * GIB)
    disk_free: _Size = Size(180 * GIB)
    filesystem: str = "ext4"
    flush_ms: float = 0.8
    architecture: str = "x86_64"
    # The distribution's id (os-release(5)).
    system: str = "debian"
    # How its user can become an administrator: sudo without a password, a question on the
    # desktop that is answered with yes, or not at all.
    admin: Literal["sudo", "desktop", "none"] = "sudo"
    kernel: str = "6.1.0-32-amd64"
    kernel_modules: tuple[str, ...] = ("br_netfilter", "nf_tables", "overlay", "vxlan")
    kernel_options: tuple[str, ...] = ()
    cgroups: Literal["v1", "v2"] = "v2"
    cgroup_memory: bool = True
    # The platform of which the PC is a virtual machine, as systemd-detect-virt(1) names it.
    guest_of: str = ""
    wsl: bool = False
    kvm: SimulatedKvm = SimulatedKvm()
    qemu: str = "7.2.11"
    qemu_has_kvm: bool = True
    translation: bool = True
    firmware: bool = True
    user: str = "shop"
    groups: tuple[str, ...] = ("shop", "kvm")
    registered_groups: tuple[str, ...] = ("shop", "kvm")
    # The folder above that of the clusters belongs to somebody who lets nobody else in.
    closed_folder: bool = False
    firewall: SimulatedFirewall | None = None
    listening_ports: tuple[int, ...] = (22, 631)
    adapters: tuple[_Adapter, ...] = (SimulatedAdapter(name="eth0"),)
    # Addresses around the PC that somebody has.
    neighbours: tuple[str, ...] = ()
    gateway: bool = True
    routes: tuple[str, ...] = ("192.168.20.0/24",)
    name_servers: tuple[str, ...] = ("192.168.20.1",)
    connectivity: str = "full"
    proxy: str = ""
    seconds_ahead: float = 0.0
    # Names of processes of other products.
    programs: tuple[str, ...] = ()
