"""Starts a virtual machine with the PC, by a systemd unit where systemd runs (see supervisor).

The unit only starts the VM at boot and shuts it down in order when the PC goes down.  Enabling
it starts nothing, and it never restarts or ends a VM that the program started.
"""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import PurePosixPath

from installer.errors import ForeignResource
from installer.host.base import Command, HostDriver, checked
from installer.hypervisors.base import VmSpec
from installer.hypervisors.qemu_parts import supervisor
from installer.hypervisors.qemu_parts.paths import VmPaths
from installer.hypervisors.qemu_parts.unit import unit_name, unit_text

_TIMEOUT = 30.0
_PURPOSE = "Setting up the start with the PC"
# What systemctl says in a session without the user's own systemd, such as one of `su`.
_NO_BUS = "connect to bus"
# One line each: user id, user name, folder of the user's settings, and whether the user's
# services run without a login.  Ends with 3 where systemd does not run (sd_booted(3)).
_PROBE = """
[ -d /run/systemd/system ] || exit 3
id -u; id -un
echo "${XDG_CONFIG_HOME:-$HOME/.config}"
[ -e "/var/lib/systemd/linger/$(id -un)" ] && echo yes || echo no
"""


@dataclass(frozen=True, slots=True)
class _Manager:
    """The systemd that takes the unit: the PC's own for root, the user's otherwise."""

    system: bool
    user: str
    units: PurePosixPath
    lingers: bool

    @property
    def target(self) -> str:
        return "multi-user.target" if self.system else "default.target"

    @property
    def advice(self) -> str:
        return f"run `loginctl enable-linger {self.user}` once."

    def link(self, vm: VmSpec) -> PurePosixPath:
        return self.units / f"{self.target}.wants" / unit_name(vm)

    def systemctl(self, *words: str) -> Command:
        scope = () if self.system else ("--user",)
        return Command(
            argv=("systemctl", *scope, *words),
            purpose=_PURPOSE,
        )


async def enable(host: HostDriver, vm: VmSpec, paths: VmPaths) -> str:
    """Start the VM at boot from now on; a sentence says what is missing, empty when nothing is.

    Raises ForeignResource when a unit of this name is somebody else's.
    """
    manager = await _manager(host)
    if manager is None:
        return await supervisor.enable(host, vm, paths)
    await _check_ours(host, vm, manager)
    unit = manager.units / unit_name(vm)
    await host.write_text(
        str(unit), unit_text(vm, paths, system=manager.system, target=manager.target)
    )
    for words in (("daemon-reload",), ("enable", unit.name)):
        result = await host.run(manager.systemctl(*words), timeout=_TIMEOUT)
        if result.returncode != 0 and _NO_BUS in result.output:
            return await _enable_by_hand(host, vm, manager)
        if result.returncode != 0:
            await _remove(host, vm, manager)
            return (
                f"systemd did not accept the start of the node {vm.name} with the PC: "
                f"{result.output or result.returncode}. "
                f"After a restart of the PC, run `edgewright start {vm.cluster}`."
            )
    if not manager.system and not manager.lingers:
        return (
            f"The node {vm.name} starts when {manager.user} logs in. To start it with the PC, "
            f"{manager.advice}"
        )
    return ""


async def disable(host: HostDriver, vm: VmSpec) -> None:
    """Start the VM at boot no longer; a VM that runs keeps running.

    Raises ForeignResource when a unit of this name is somebody else's.
    """
    manager = await _manager(host)
    if manager is None:
        await supervisor.disable(host, vm)
    elif await _check_ours(host, vm, manager):
        await _remove(host, vm, manager)


async def _enable_by_hand(host: HostDriver, vm: VmSpec, manager: _Manager) -> str:
    """Make the link that `systemctl enable` would make; the next systemd of the user reads it."""
    link = manager.link(vm)
    for argv in (("mkdir", "-p", str(link.parent)), ("ln", "-sfn", f"../{link.name}", str(link))):
        await checked(host, Command(argv=argv, purpose=_PURPOSE), timeout=_TIMEOUT)
    hint = "" if manager.lingers else f" To start it with the PC, {manager.advice}"
    return (
        f"The session of {manager.user} does not reach systemd just now. The node {vm.name} "
        f"starts when {manager.user} logs in the next time.{hint}"
    )


async def _manager(host: HostDriver) -> _Manager | None:
    probe = Command(argv=("sh", "-c", _PROBE), purpose="Looking for systemd")
    result = await host.run(probe, timeout=_TIMEOUT)
    lines = result.stdout.splitlines()
    if result.returncode != 0 or len(lines) != len(("uid", "user", "settings", "lingers")):
        return None
    uid, user, settings, lingers = lines
    system = uid == "0"
    units = "/etc/systemd/system" if system else f"{settings}/systemd/user"
    return _Manager(system, user, PurePosixPath(units), lingers == "yes")


async def _check_ours(host: HostDriver, vm: VmSpec, manager: _Manager) -> bool:
    """Whether the unit exists; raises ForeignResource when another cluster or person made it."""
    path = manager.units / unit_name(vm)
    try:
        text = await host.read_text(str(path))
    except FileNotFoundError:
        return False
    if f"Owner={vm.owner}" not in text.splitlines():
        raise ForeignResource(
            f"There is already a service {path.name}, and this cluster did not make it.",
            details=f"{path} does not name the owner {vm.owner}",
        )
    return True


async def _remove(host: HostDriver, vm: VmSpec, manager: _Manager) -> None:
    name = unit_name(vm)
    # The link is removed by hand as well: without a login session systemctl cannot do it.
    paths = (manager.units / name, manager.link(vm))
    await host.run(manager.systemctl("disable", name), timeout=_TIMEOUT)
    await host.run(
        Command(argv=("rm", "-f", *map(str, paths)), purpose="Removing the start with the PC"),
        timeout=_TIMEOUT,
    )
    await host.run(manager.systemctl("daemon-reload"), timeout=_TIMEOUT)
