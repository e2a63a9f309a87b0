"""By which names a PC stands in a list of many: its host name, its adapters' addresses."""

from __future__ import annotations

from installer.host.base import HostDriver

_HOST_NAME, _ADAPTERS = "/proc/sys/kernel/hostname", "/proc/net/dev"


async def names_of(host: HostDriver) -> tuple[str, ...]:
    """The host name whole and up to its first dot, then hardware addresses (proc(5), sysfs(5)).

    Empty where the PC has no such files, as under Windows.
    """
    name = (await _text(host, _HOST_NAME)).strip()
    names = [name, name.partition(".")[0]]
    # Two headlines, then a name and a colon at the beginning of each line.
    for line in (await _text(host, _ADAPTERS)).splitlines()[2:]:
        adapter = line.partition(":")[0].strip()
        address = (await _text(host, f"/sys/class/net/{adapter}/address")).strip()
        if address.strip("0:"):
            names.append(address)
    return tuple(dict.fromkeys(name for name in names if name))


async def _text(host: HostDriver, path: str) -> str:
    try:
        return await host.read_text(path)
    except OSError:
        return ""
