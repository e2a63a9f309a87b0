"""What runs the instructions of a virtual machine."""

from __future__ import annotations

import enum


class Accelerator(enum.StrEnum):
    """KVM lets the processor itself run the guest; TCG translates every instruction."""

    KVM = "kvm"
    TCG = "tcg"
