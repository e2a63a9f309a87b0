"""Starts a virtual machine with the PC where no systemd runs, as far as that goes without root.

    cron      a line `@reboot` in the user's own table: starts with the PC, nobody has to log in
    desktop   an entry of the autostart folder (freedesktop.org, "Desktop Application Autostart
              Specification"): starts when the user logs in at the screen

Both run the VM's own script and end nothing.  Neither hears that the PC goes down: for the node
that is then a power cut, which it survives; `edgewright stop` before it spares the node that.
"""

from __future__ import annotations

import shlex
from dataclasses import dataclass
from pathlib import PurePosixPath

from installer.errors import CommandFailed, ForeignResource
from installer.host.base import Command, HostDriver, checked
from installer.hypervisors.base import VmSpec
from installer.hypervisors.qemu_parts.paths import VmPaths

_TIMEOUT = 30.0
_PURPOSE = "Setting up the start with the PC"
# First the folder of the user's settings, then what this PC has: tables, somebody who reads them,
# a desktop.
_PROBE = """
echo "${XDG_CONFIG_HOME:-$HOME/.config}"
command -v crontab >/dev/null && echo tables
for file in /proc/[0-9]*/comm; do
    read -r name <"$file" || continue
    case $name in cron|crond) echo cron; break ;; esac
done 2>/dev/null
for folder in /usr/share/xsessions /usr/share/wayland-sessions; do
    [ ! -d "$folder" ] || { echo desktop; break; }
done
"""
_ENTRY = """\
[Desktop Entry]
Type=Application
Name=Edgewright node {name} of cluster {cluster}
Comment=Written by Edgewright; `edgewright destroy {cluster}` removes it.
Exec=sh {script}
NoDisplay=true
X-Edgewright-Owner={owner}
"""


@dataclass(frozen=True, slots=True)
class _Ways:
    settings: PurePosixPath
    tables: bool
    cron: bool
    desktop: bool

    def entry(self, vm: VmSpec) -> PurePosixPath:
        return self.settings / "autostart" / f"edgewright-{vm.cluster}-{vm.name}.desktop"


async def enable(host: HostDriver, vm: VmSpec, paths: VmPaths) -> str:
    """Start the VM with the PC from now on; says what was written, or that there is no way.

    Raises ForeignResource when an entry of this name is somebody else's.
    """
    ways = await _ways(host)
    later = f"After a restart of the PC, run `edgewright start {vm.cluster}`."
    if ways is not None and ways.cron:
        line = cron_line(vm, paths)
        try:
            await _write_table(host, [*await _other_lines(host, vm), line])
        except CommandFailed as error:
            return f"cron did not accept the start of the node {vm.name}: {error.output} {later}"
        return f"The node {vm.name} starts with the PC by this line of your cron table: {line}"
    if ways is not None and ways.desktop:
        entry = ways.entry(vm)
        await _check_ours(host, vm, entry)
        await host.write_text(str(entry), desktop_entry(vm, paths))
        return (
            f"This PC has neither systemd nor cron, so the node {vm.name} starts when you log in "
            f"at its screen, by {entry}."
        )
    return (
        f"This PC has no systemd, so the node {vm.name} cannot start with it. {later} "
        f"Or let what starts this PC run, as your user: sh {shlex.quote(str(paths.script))}"
    )


async def disable(host: HostDriver, vm: VmSpec) -> None:
    """Take away what `enable` wrote; a VM that runs keeps running.

    Raises ForeignResource when an entry of this name is somebody else's, and CommandFailed.
    """
    ways = await _ways(host)
    if ways is None:
        return
    if ways.tables:
        await _forget_line(host, vm)
    entry = ways.entry(vm)
    if await _check_ours(host, vm, entry):
        command = Command(argv=("rm", "-f", str(entry)), purpose="Removing the start with the PC")
        await checked(host, command, timeout=_TIMEOUT)


def cron_line(vm: VmSpec, paths: VmPaths) -> str:
    """The line of a crontab(5): there a percent sign ends the command unless it is escaped."""
    script = shlex.quote(str(paths.script)).replace("%", "\\%")
    return f"@reboot sh {script} {_mark(vm)}"


def desktop_entry(vm: VmSpec, paths: VmPaths) -> str:
    """The entry; its `Exec` is escaped once as a quoted word and once as a value."""
    text = str(paths.script).replace("%", "%%")
    for character in '\\"`$':
        text = text.replace(character, f"\\{character}")
    script = '"{}"'.format(text.replace("\\", "\\\\"))
    return _ENTRY.format(name=vm.name, cluster=vm.cluster, script=script, owner=vm.owner)


def _mark(vm: VmSpec) -> str:
    return f"# edgewright {vm.owner} {vm.cluster}/{vm.name}"


async def _ways(host: HostDriver) -> _Ways | None:
    probe = Command(argv=("sh", "-c", _PROBE), purpose="Looking for cron and a desktop")
    result = await host.run(probe, timeout=_TIMEOUT)
    settings, *found = result.stdout.splitlines() or [""]
    if not settings.startswith("/"):
        return None
    tables = "tables" in found
    return _Ways(PurePosixPath(settings), tables, tables and "cron" in found, "desktop" in found)


async def _table(host: HostDriver) -> list[str]:
    """The user's cron table; raises CommandFailed when it cannot be read, so it is not lost."""
    command = Command(argv=("env", "LC_ALL=C", "crontab", "-l"), purpose=_PURPOSE)
    result = await host.run(command, timeout=_TIMEOUT)
    if result.returncode == 0:
        return result.stdout.splitlines()
    # The second is what busybox says of a user without a table.
    if any(words in result.output for words in ("no crontab", "No such file")):
        return []
    raise CommandFailed(
        _PURPOSE, argv=command.argv, returncode=result.returncode, output=result.output
    )


async def _forget_line(host: HostDriver, vm: VmSpec) -> None:
    try:
        lines, others = await _table(host), await _other_lines(host, vm)
    except CommandFailed as error:
        # Whoever may have no table was refused one by `enable` as well.
        if "not allowed" in error.output:
            return
        raise
    if lines != others:
        await _write_table(host, others)


async def _other_lines(host: HostDriver, vm: VmSpec) -> list[str]:
    return [line for line in await _table(host) if not line.endswith(_mark(vm))]


async def _write_table(host: HostDriver, lines: list[str]) -> None:
    """Replace the user's table; an empty one is removed."""
    text = "".join(f"{line}\n" for line in lines)
    argv = ("crontab", "-") if lines else ("crontab", "-r")
    command = Command(argv=argv, stdin=text.encode() if lines else None, purpose=_PURPOSE)
    await checked(host, command, timeout=_TIMEOUT)


async def _check_ours(host: HostDriver, vm: VmSpec, entry: PurePosixPath) -> bool:
    """Whether the entry exists; raises ForeignResource when it is not this cluster's."""
    try:
        text = await host.read_text(str(entry))
    except FileNotFoundError:
        return False
    if f"X-Edgewright-Owner={vm.owner}" not in text.splitlines():
        raise ForeignResource(
            f"There is already an entry {entry.name}, and this cluster did not make it.",
            details=f"{entry} does not name the owner {vm.owner}",
        )
    return True
