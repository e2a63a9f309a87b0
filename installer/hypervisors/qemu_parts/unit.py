"""The text of the systemd unit that starts a virtual machine with the PC (systemd.service(5))."""

from __future__ import annotations

from installer.hypervisors.base import VmSpec
from installer.hypervisors.qemu_parts.paths import VmPaths

# The guest gets this long to shut down before systemd ends QEMU: etcd and the containers may
# need a minute on a slow PC.
_STOP_SECONDS = 150

# $1 is QEMU's pipe and $2 its process.  Without a process there is nobody to read the pipe, and
# writing to it would wait for ever.
_STOP = (
    'kill -0 "$2" 2>/dev/null || exit 0; echo system_powerdown >"$1"; '
    'while kill -0 "$2" 2>/dev/null; do sleep 1; done'
)

_UNIT = """\
# Written by Edgewright; `edgewright destroy {cluster}` removes it.
[Unit]
Description=Edgewright node {name} of cluster {cluster}
RequiresMountsFor={folder}
ConditionPathExists={script}
{network}
[Service]
Type=forking
PIDFile={pid}
ExecStart=/bin/sh {quoted_script}
ExecStop=/bin/sh -c {stop} stop {quoted_pipe} $MAINPID
TimeoutStopSec={seconds}
Restart=no

[Install]
WantedBy={target}

[X-Edgewright]
Owner={owner}
"""
# A port that is published on an address of the LAN needs that address; the user's systemd does
# not know this target.
_NETWORK = "Wants=network-online.target\nAfter=network-online.target\n"


def unit_name(vm: VmSpec) -> str:
    """The file name of the unit."""
    return f"edgewright-{vm.cluster}-{vm.name}.service"


def unit_text(vm: VmSpec, paths: VmPaths, *, system: bool, target: str) -> str:
    """The unit; `target` is what pulls it in, `system` whether the PC's own systemd runs it."""
    return _UNIT.format(
        cluster=_specifiers(vm.cluster),
        name=_specifiers(vm.name),
        owner=vm.owner,
        folder=_word(str(paths.folder)),
        script=_specifiers(str(paths.script)),
        network=_NETWORK if system else "",
        pid=_specifiers(str(paths.pid)),
        quoted_script=_argument(str(paths.script)),
        stop=_argument(_STOP),
        quoted_pipe=_argument(f"{paths.power}.in"),
        seconds=_STOP_SECONDS,
        target=target,
    )


def _specifiers(text: str) -> str:
    return text.replace("%", "%%")


def _word(text: str) -> str:
    escaped = text.replace("\\", "\\\\").replace('"', '\\"')
    return _specifiers(f'"{escaped}"')


def _argument(text: str) -> str:
    return _word(text).replace("$", "$$")
