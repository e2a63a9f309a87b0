"""The shell script that starts a virtual machine, by hand, by the program and at boot alike.

There is one way to start a VM, so what works when the program does it works after a reboot.
The script lies in the VM's folder and is written anew whenever the VM changes.
"""

from __future__ import annotations

import shlex
from collections.abc import Iterable, Sequence

from installer.hypervisors.qemu_parts.lan import FOLDER_NUMBER
from installer.hypervisors.qemu_parts.paths import VmPaths

_LOG_LIMIT_KIB = 4096
_RETURNING = "the return of this machine to a snapshot was broken off: return to it again"


def script_text(argv: Sequence[str], paths: VmPaths, *, devices: Iterable[str] = ()) -> str:
    """The script: changes to the folder, rotates the console's log, becomes QEMU.

    `devices` are its lines that make network devices (see links).

    A VM that runs already is safe: QEMU refuses to open disks that another QEMU has open.  One
    whose return to a snapshot was broken off has disks of different times and stays off.
    """
    log = paths.serial.name
    pipes = " ".join(f"{paths.power.name}.{end}" for end in ("in", "out"))
    return "\n".join(
        (
            "#!/bin/sh",
            "# Starts this virtual machine.  Written by Edgewright, which also replaces it.",
            f"cd {shlex.quote(str(paths.folder))} || exit 1",
            f"[ ! -e {paths.returning.name} ] || {{ echo {shlex.quote(_RETURNING)} >&2; exit 1; }}",
            f"[ -e {log} ] && find {log} -size +{_LOG_LIMIT_KIB}k -exec mv -f {log} {log}.1 ';'",
            f"for pipe in {pipes}; do [ -p $pipe ] || mkfifo -m 600 $pipe || exit 1; done",
            *devices,
            # Through it QEMU finds the sockets of the VMs beside this one, see lan.
            f"exec {FOLDER_NUMBER}<..",
            f"exec {shlex.join(argv)}",
            "",
        )
    )
