"""Which UEFI firmware a virtual machine boots with; where it lies on a PC is a fact."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Firmware:
    """Paths of the OVMF files: the code (raw, shared, never written) and the empty variables.

    Every virtual machine gets its own copy of the variables.
    """

    code: str
    variables: str
