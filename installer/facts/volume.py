"""What Windows does to files where the clusters will be kept, and what Hyper-V refuses of it."""

from __future__ import annotations

import json
from dataclasses import dataclass

from installer.facts.base import windows_fact


@dataclass(frozen=True, slots=True)
class Volume:
    """`folder` is the place, or what exists of the way to it; `sparse` are disk files there that
    Hyper-V does not take because they are sparse or compressed.

    `vhd` and `vhdx` say how it went to make a disk of each kind: `made`, the words of Windows, or
    nothing where it was not tried.
    """

    folder: str
    compressed: bool
    encrypted: bool
    integrity: bool
    refused: str
    sparse: tuple[str, ...]
    vhd: str
    vhdx: str


def parse(text: str) -> Volume:
    """Read the account; raises KeyError or ValueError when it is none."""
    account = json.loads(text)
    return Volume(
        folder=account["folder"],
        compressed=bool(account["compressed"]),
        encrypted=bool(account["encrypted"]),
        integrity=bool(account["integrity"]),
        refused=account["refused"],
        sparse=tuple(account["sparse"]),
        vhd=account["vhd"],
        vhdx=account["vhdx"],
    )


FACT = windows_fact("host.volume", "disk", parse)
