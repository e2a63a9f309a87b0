"""The virtual machine that tests begin with; each changes by `dataclasses.replace` what matters."""

from __future__ import annotations

from installer.accelerator import Accelerator
from installer.hypervisors.base import PortForward, VmSpec
from installer.units import GIB, Size

NODE_VM = VmSpec(
    cluster="shop",
    owner="5f3c",
    name="node-1",
    cpus=2,
    memory=Size(4 * GIB),
    mac="52:54:00:12:34:56",
    subnet="10.77.0.0/24",
    outbound=True,
    forwards=(PortForward(2222, 22),),
    accelerator=Accelerator.TCG,
)
