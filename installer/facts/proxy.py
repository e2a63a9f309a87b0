"""Whether this PC reaches the web by a proxy."""

from __future__ import annotations

import re
from dataclasses import dataclass

from installer.facts.base import FactSpec, Target
from installer.host.base import Command, checked

_SCRIPT = r"""
printf 'http %s\n' "${http_proxy:-$HTTP_PROXY}"
printf 'https %s\n' "${https_proxy:-$HTTPS_PROXY}"
printf 'exempt %s\n' "${no_proxy:-$NO_PROXY}"
"""
_USER = re.compile(r"(?<=//)[^/@]*@")


@dataclass(frozen=True, slots=True)
class ProxySettings:
    """Addresses of the proxies, without user and password, and what is reached without them."""

    http: str
    https: str
    exempt: str


async def read(target: Target) -> str:
    """What programs on this PC are told by their environment, user and password taken out."""
    command = Command(argv=("sh", "-c", _SCRIPT, "proxy"), purpose="Asking for a proxy")
    return _USER.sub("", await checked(target.host, command, timeout=10))


def parse(text: str) -> ProxySettings:
    """Read the three lines; raises ValueError when one is missing."""
    values = dict(line.partition(" ")[::2] for line in text.splitlines())
    missing = {"http", "https", "exempt"} - values.keys()
    if missing:
        raise ValueError(f"nothing was said of {', '.join(sorted(missing))}")
    return ProxySettings(*(values[name].strip() for name in ("http", "https", "exempt")))


FACT = FactSpec(id="host.proxy", read=read, parse=parse)
