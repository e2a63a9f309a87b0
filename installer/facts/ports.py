"""Which ports of this PC are taken."""

from __future__ import annotations

from dataclasses import dataclass

from installer.facts.base import FactSpec, Target

_TABLES = ("tcp", "tcp6", "udp", "udp6")
_LISTENING = "0A"
_UNCONNECTED = "07"


@dataclass(frozen=True, slots=True)
class Ports:
    """The numbers of the ports on which something listens."""

    tcp: frozenset[int]
    udp: frozenset[int]


async def read(target: Target) -> str:
    """The kernel's socket tables (proc(5)), each after a line with its name."""
    parts = []
    for table in _TABLES:
        try:
            parts.append(f"== {table}\n{await target.host.read_text(f'/proc/net/{table}')}")
        except FileNotFoundError:
            # A kernel without IPv6 has no tables for it.
            continue
    return "\n".join(parts)


def parse(text: str) -> Ports:
    """Read the tables; raises ValueError when there is not even one."""
    found: dict[str, set[int]] = {}
    table = ""
    for line in text.splitlines():
        fields = line.split()
        if line.startswith("== "):
            table = fields[1][:3]
            found.setdefault(table, set())
        elif len(fields) > 3 and fields[0].rstrip(":").isdigit():
            wanted = _LISTENING if table == "tcp" else _UNCONNECTED
            if fields[3] == wanted:
                found[table].add(int(fields[1].rpartition(":")[2], 16))
    if "tcp" not in found:
        raise ValueError("the kernel showed no table of sockets")
    return Ports(frozenset(found["tcp"]), frozenset(found.get("udp", ())))


FACT = FactSpec(id="host.ports", read=read, parse=parse)
