"""Starts the service of Hyper-V, now and whenever Windows starts."""

from __future__ import annotations

from collections.abc import Sequence

from installer.config.model import EdgeCluster
from installer.facts.base import Facts
from installer.facts.hyperv import FACT as HYPERV
from installer.fixes.base import Fix, FixPlan
from installer.fixes.context import FixContext
from installer.host.base import Command
from installer.host.windows_script import windows_script
from installer.steps.context import Owned

_SERVICE = "service"
# What it was is what it becomes again: a service that was off does not run either.
_STARTUP = {"Stopped": "Manual", "Disabled": "Disabled"}


def describe(facts: Facts, config: EdgeCluster) -> FixPlan | None:
    """The service; None when it runs or does not exist."""
    hyperv = facts.get(HYPERV)
    if not hyperv.on or hyperv.service not in _STARTUP:
        return None
    change = "Start the service of Hyper-V (vmms), now and whenever Windows starts."
    return FixPlan((change,), (_set("Automatic", run=True),))


async def apply(ctx: FixContext, facts: Facts, config: EdgeCluster) -> None:
    """Remember how it was, then start it."""
    ctx.own(_SERVICE, facts.get(HYPERV).service)
    await ctx.run(_set("Automatic", run=True))


def describe_undo(owned: Sequence[Owned]) -> FixPlan:
    """The service as it was."""
    changes = tuple("Stop the service of Hyper-V (vmms) again." for _ in owned)
    return FixPlan(changes, tuple(_set(_STARTUP[thing.ident], run=False) for thing in owned))


async def undo(ctx: FixContext, owned: Sequence[Owned]) -> None:
    """Bring it back to how it was."""
    for thing in owned:
        await ctx.run(_set(_STARTUP[thing.ident], run=False))


def _set(startup: str, *, run: bool) -> Command:
    verb = "Start-Service vmms" if run else "Stop-Service vmms -Force"
    return windows_script(
        "fix/set-service",
        "Changing the service of Hyper-V",
        {"startup": startup, "run": run},
        shown=f"Set-Service vmms -StartupType {startup}; {verb}",
    )


FIX = Fix(
    id="start-hyperv",
    title="Start Hyper-V's service",
    describe=describe,
    apply=apply,
    describe_undo=describe_undo,
    undo=undo,
)
