"""Switches Hyper-V on; it begins to run when the PC has been restarted."""

from __future__ import annotations

from collections.abc import Sequence

from installer.config.model import EdgeCluster
from installer.facts.base import Facts
from installer.facts.hyperv import FACT as HYPERV
from installer.facts.windows import FACT as WINDOWS
from installer.fixes.base import Fix, FixPlan
from installer.fixes.context import FixContext
from installer.host.base import Command
from installer.host.windows_script import windows_script
from installer.steps.context import Owned

_FEATURE, _CLIENT, _SERVER = "Windows feature", "client", "server"
_SHOWN = {
    (_CLIENT, True): "Enable-WindowsOptionalFeature -Online -FeatureName Microsoft-Hyper-V -All",
    (_CLIENT, False): "Disable-WindowsOptionalFeature -Online -FeatureName Microsoft-Hyper-V",
    (_SERVER, True): "Install-WindowsFeature -Name Hyper-V -IncludeManagementTools",
    (_SERVER, False): "Uninstall-WindowsFeature -Name Hyper-V",
}


def describe(facts: Facts, config: EdgeCluster) -> FixPlan | None:
    """The feature; None when it is on, or this Windows does not have it."""
    hyperv, windows = facts.get(HYPERV), facts.get(WINDOWS)
    if hyperv.on or not hyperv.offered or windows.home:
        return None
    changes = (
        "Switch on Hyper-V, a part of this Windows.",
        "The PC has to be restarted afterwards, which is left to you.",
    )
    return FixPlan(changes, (_set(_kind(facts), on=True),))


async def apply(ctx: FixContext, facts: Facts, config: EdgeCluster) -> None:
    """Remember that it was off, then switch it on."""
    ctx.own(_FEATURE, _kind(facts))
    await ctx.run(_set(_kind(facts), on=True))


def describe_undo(owned: Sequence[Owned]) -> FixPlan:
    """Hyper-V off again."""
    changes = tuple("Switch off Hyper-V; it ends with a restart of the PC." for _ in owned)
    return FixPlan(changes, tuple(_set(thing.ident, on=False) for thing in owned))


async def undo(ctx: FixContext, owned: Sequence[Owned]) -> None:
    """Switch it off again."""
    for thing in owned:
        await ctx.run(_set(thing.ident, on=False))


def _kind(facts: Facts) -> str:
    return _SERVER if facts.get(WINDOWS).server else _CLIENT


def _set(kind: str, *, on: bool) -> Command:
    return windows_script(
        "fix/set-hyperv",
        "Switching Hyper-V on" if on else "Switching Hyper-V off",
        {"on": on, "server": kind == _SERVER},
        shown=_SHOWN[kind, on],
    )


FIX = Fix(
    id="enable-hyperv",
    title="Switch on Hyper-V",
    describe=describe,
    apply=apply,
    describe_undo=describe_undo,
    undo=undo,
    needs_restart=True,
)
