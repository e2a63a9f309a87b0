"""The files of a simulated PC from which facts are read, in the form that Linux gives them."""

from __future__ import annotations

import ipaddress
from collections.abc import Iterator

from installer.simulator.description import SimulatedFirewall, SimulatedPc
from installer.simulator.pc_network import events
from installer.units import KIB

DESCRIPTOR = "60-edk2-x86_64.json"
_FIRMWARE = """{
  "interface-types": ["uefi"],
  "mapping": {
    "device": "flash",
    "executable": {"filename": "/usr/share/OVMF/OVMF_CODE_4M.fd", "format": "raw"},
    "nvram-template": {"filename": "/usr/share/OVMF/OVMF_VARS_4M.fd", "format": "raw"}
  },
  "targets": [{"architecture": "x86_64", "machines": ["pc-q35-*"]}],
  "features": []
}"""
_VENDORS = {"Intel": "GenuineIntel", "AMD": "AuthenticAMD"}
_CONTROLLERS = ("cpuset", "cpu", "io", "memory", "pids")
_NO_GATEWAY, _EVERYWHERE = "00000000", "00000000"


def files(pc: SimulatedPc) -> dict[str, str]:
    """Their texts by path; what is not among them does not exist."""
    return {
        "/etc/os-release": _release(pc.system),
        "/proc/meminfo": _meminfo(pc),
        "/proc/cpuinfo": "\n".join(_cpuinfo(pc)),
        "/proc/net/tcp": _sockets(pc.listening_ports),
        "/proc/net/tcp6": _sockets(()),
        "/proc/net/udp": _sockets(()),
        "/proc/net/udp6": _sockets(()),
        "/proc/net/route": _routes(pc),
        "/proc/net/dev": _devices(pc),
        "/proc/modules": _loaded(pc),
        "/proc/cmdline": " ".join(("root=/dev/sda2", "ro", "quiet", *pc.kernel_options)) + "\n",
        "/proc/sys/kernel/hostname": f"{pc.host_name}\n",
        "/proc/sys/kernel/osrelease": f"{pc.kernel}\n",
        "/proc/sys/net/ipv4/ip_unprivileged_port_start": "1024\n",
        f"/lib/modules/{pc.kernel}/modules.dep": "".join(
            f"kernel/net/{name}.ko.xz:\n" for name in pc.kernel_modules
        ),
        "/etc/resolv.conf": "".join(f"nameserver {server}\n" for server in pc.name_servers),
        f"/usr/share/qemu/firmware/{DESCRIPTOR}": _FIRMWARE,
        **{
            f"/sys/class/net/{adapter.name}/operstate": "up\n" if adapter.up else "down\n"
            for adapter in pc.adapters
        },
        **{f"/sys/class/net/{adapter.name}/address": f"{adapter.mac}\n" for adapter in pc.adapters},
        **events(pc),
        **_cgroups(pc),
        **(_ufw(pc.firewall) if pc.firewall and pc.firewall.name == "ufw" else {}),
    }


def _release(system: str) -> str:
    like = "ID_LIKE=debian\n" if system == "ubuntu" else ""
    return f'PRETTY_NAME="Simulated {system}"\nID={system}\n{like}'


def _meminfo(pc: SimulatedPc) -> str:
    return (
        f"MemTotal:       {pc.memory_total // KIB} kB\n"
        f"MemFree:        {pc.memory_available // (2 * KIB)} kB\n"
        f"MemAvailable:   {pc.memory_available // KIB} kB\n"
    )


def _cpuinfo(pc: SimulatedPc) -> Iterator[str]:
    guest = ("hypervisor",) if pc.guest_of and "hypervisor" not in pc.cpu_flags else ()
    for index in range(pc.cpus):
        if pc.cpu_vendor == "ARM":
            yield f"processor\t: {index}\nFeatures\t: fp asimd evtstrm\n"
            continue
        flags = " ".join(("fpu", "vme", "lm", *pc.cpu_flags, *guest))
        yield (
            f"processor\t: {index}\nvendor_id\t: {_VENDORS[pc.cpu_vendor]}\n"
            f"model name\t: Simulated processor\nflags\t\t: {flags}\n"
        )


def _loaded(pc: SimulatedPc) -> str:
    if not pc.kvm.module:
        return "ext4 1130496 1 - Live 0x0000000000000000\n"
    return (
        f"{pc.kvm.module} 438272 0 - Live 0x0000000000000000\n"
        f"kvm 1327104 1 {pc.kvm.module}, Live 0x0000000000000000\n"
    )


def _cgroups(pc: SimulatedPc) -> dict[str, str]:
    lines = ["#subsys_name\thierarchy\tnum_cgroups\tenabled"]
    for name in _CONTROLLERS:
        enabled = name != "memory" or pc.cgroup_memory
        lines.append(f"{name}\t0\t97\t{enabled:d}")
    table = {"/proc/cgroups": "\n".join(lines) + "\n"}
    if pc.cgroups == "v1":
        return table
    names = [name for name in _CONTROLLERS if name != "memory" or pc.cgroup_memory]
    return {**table, "/sys/fs/cgroup/cgroup.controllers": " ".join(names) + "\n"}


def _ufw(firewall: SimulatedFirewall) -> dict[str, str]:
    policy = firewall.forward.upper()
    return {
        "/etc/ufw/ufw.conf": "# /etc/ufw/ufw.conf\nENABLED=yes\nLOGLEVEL=low\n",
        "/etc/default/ufw": f'IPV6=yes\nDEFAULT_FORWARD_POLICY="{policy}"\n',
    }


def _names(pc: SimulatedPc) -> list[str]:
    return [adapter.name for adapter in pc.adapters]


def _devices(pc: SimulatedPc) -> str:
    lines = ["Inter-|   Receive |  Transmit", " face |bytes    packets|bytes    packets"]
    lines += [f"{name:>6}: 1000 10 1000 10" for name in ("lo", *_names(pc))]
    return "\n".join(lines) + "\n"


def _routes(pc: SimulatedPc) -> str:
    lines = ["Iface\tDestination\tGateway\tFlags\tRefCnt\tUse\tMetric\tMask\tMTU\tWindow\tIRTT"]
    adapter = next(iter(_names(pc)), "")
    if pc.gateway and adapter:
        lines.append(f"{adapter}\t{_EVERYWHERE}\t0114A8C0\t0003\t0\t0\t100\t{_EVERYWHERE}\t0\t0\t0")
    for text in pc.routes if adapter else ():
        network = ipaddress.IPv4Network(text)
        destination, mask = _hex(network.network_address), _hex(network.netmask)
        lines.append(f"{adapter}\t{destination}\t{_NO_GATEWAY}\t0001\t0\t0\t100\t{mask}\t0\t0\t0")
    return "\n".join(lines) + "\n"


def _hex(address: ipaddress.IPv4Address) -> str:
    """An address as the kernel prints it: four bytes, the lowest first."""
    return address.packed[::-1].hex().upper()


def _sockets(ports: tuple[int, ...]) -> str:
    lines = ["  sl  local_address rem_address   st tx_queue rx_queue tr tm->when retrnsmt   uid"]
    lines += [
        f"   {index}: 00000000:{port:04X} 00000000:0000 0A 00000000:00000000 00:00000000 00000000 0"
        for index, port in enumerate(ports)
    ]
    return "\n".join(lines) + "\n"
