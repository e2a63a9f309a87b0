"""Lets programs of every user of this PC open the low ports that the cluster file asks for."""

from __future__ import annotations

from collections.abc import Sequence

from installer.config.model import EdgeCluster
from installer.facts.base import Facts
from installer.facts.rights import FACT as RIGHTS
from installer.fixes.base import Fix, FixPlan
from installer.fixes.context import FixContext, removing, writing
from installer.host.base import Command
from installer.steps.context import Owned

# Linux keeps lower ports for root (ip(7), ip_unprivileged_port_start).
_SETTING = "net.ipv4.ip_unprivileged_port_start"
_FILE = "/etc/sysctl.d/60-edgewright-ports.conf"
_VALUE = f"/proc/sys/{_SETTING.replace('.', '/')}"


def describe(facts: Facts, config: EdgeCluster) -> FixPlan | None:
    """The setting; None when no port asks for it."""
    rights = facts.get(RIGHTS)
    lowest = _lowest(config)
    if rights.user_id == 0 or lowest >= rights.lowest_port:
        return None
    return FixPlan(
        (
            f"Let every program on this PC open the ports from {lowest} on, not only root's.",
            f"Write that to {_FILE}, so that it holds after a restart of the PC.",
        ),
        (writing(_FILE, _text(lowest)), _set(lowest)),
    )


def _lowest(config: EdgeCluster) -> int:
    network = config.spec.network
    return min(network.api_port, network.ssh_port, *(port.host for port in network.ports))


async def apply(ctx: FixContext, facts: Facts, config: EdgeCluster) -> None:
    """The file first: when the power fails in between, the check still asks for the rest."""
    before, lowest = facts.get(RIGHTS).lowest_port, _lowest(config)
    await ctx.write_file(_FILE, _text(lowest))
    ctx.own("setting", f"{_SETTING} {before} {lowest}")
    await ctx.run(_set(lowest))


def describe_undo(owned: Sequence[Owned]) -> FixPlan:
    """The file, and the value that was there before."""
    changes, commands = [], []
    for thing in owned:
        if thing.kind == "file":
            changes.append(f"Take our line out of the file {thing.ident}.")
            commands.append(removing(thing.ident))
        else:
            before = int(thing.ident.split()[1])
            changes.append(f"Keep ports below {before} for root again.")
            commands.append(_set(before))
    return FixPlan(tuple(changes), tuple(commands))


async def undo(ctx: FixContext, owned: Sequence[Owned]) -> None:
    """Bring the value back, unless somebody has chosen another one since."""
    for thing in owned:
        if thing.kind == "file":
            await ctx.remove_file(thing.ident, (_SETTING,))
            continue
        _, before, ours = thing.ident.split()
        if (await ctx.pc.read_text(_VALUE)).strip() == ours:
            await ctx.run(_set(int(before)))


def _text(lowest: int) -> str:
    return f"{_SETTING} = {lowest}\n"


def _set(value: int) -> Command:
    return Command(argv=("sysctl", "--write", f"{_SETTING}={value}"), purpose="Changing a setting")


FIX = Fix(
    id="open-low-ports",
    title="Let programs open low ports",
    describe=describe,
    apply=apply,
    describe_undo=describe_undo,
    undo=undo,
)
