"""Whether this PC reaches the web by a proxy."""

from __future__ import annotations

import json
import re
from dataclasses import dataclass

from installer.facts.base import FactSpec, Target, from_script
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


def parse_windows(text: str) -> ProxySettings:
    """Read the proxy of the user's settings, which may name one for each kind of address."""
    account = json.loads(text)
    words = [word.partition("=") for word in account["proxy"].split(";") if word]
    named = {kind.lower(): address for kind, sign, address in words if sign}
    every = next((kind for kind, sign, _ in words if not sign), "")
    addresses = (named.get(kind, every) for kind in ("http", "https"))
    http, https = (_USER.sub("", _whole(address)) for address in addresses)
    return ProxySettings(http, https, account["exempt"].replace(";", ","))


def _whole(address: str) -> str:
    return address if not address or "://" in address else f"http://{address}"


FACT = FactSpec(
    id="host.proxy", read=read, parse=parse, windows=from_script("network", parse_windows)
)
