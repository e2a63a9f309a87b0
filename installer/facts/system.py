"""Which Linux distribution this PC has: it decides how software is installed."""

from __future__ import annotations

import shlex
from dataclasses import dataclass

from installer.facts.base import FactSpec, Target

_FILE = "/etc/os-release"
# openSUSE's systems with a read-only root; Fedora's name their image in OSTREE_VERSION.
_IMAGES = ("aeon", "kalpa", "microos")


@dataclass(frozen=True, slots=True)
class System:
    """The distribution's id, those that it is made from, and its name (os-release(5)).

    `image` is whether the system is one image, to which the package manager adds nothing.
    """

    id: str
    like: tuple[str, ...]
    name: str
    image: bool = False


async def read(target: Target) -> str:
    """The distribution's own account of itself."""
    return await target.host.read_text(_FILE)


def parse(text: str) -> System:
    """Read the account; raises ValueError when it names no distribution."""
    pairs = [line.partition("=") for line in text.splitlines() if not line.startswith("#")]
    values = {name: " ".join(shlex.split(value)) for name, _, value in pairs}
    ident = values.get("ID", "linux")
    return System(
        id=ident,
        like=tuple(values.get("ID_LIKE", "").split()),
        name=values.get("PRETTY_NAME", ident),
        image="OSTREE_VERSION" in values or any(word in ident for word in _IMAGES),
    )


FACT = FactSpec(id="host.system", read=read, parse=parse)
