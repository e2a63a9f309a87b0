"""Keeps a PC that is plugged in from going to sleep."""

from __future__ import annotations

from collections.abc import Sequence

from installer.config.model import EdgeCluster
from installer.facts.base import Facts
from installer.facts.sleep import FACT as SLEEP
from installer.fixes.base import Fix, FixPlan
from installer.fixes.context import FixContext
from installer.host.base import Command
from installer.host.windows_script import windows_script
from installer.steps.context import Owned

_SETTING = "sleep after minutes"


def describe(facts: Facts, config: EdgeCluster) -> FixPlan | None:
    """The setting; None when the PC stays awake already, or nothing was said."""
    if not facts.get(SLEEP).after:
        return None
    change = "Keep this PC awake while it is plugged in; on battery it sleeps as before."
    return FixPlan((change,), (_set(0),))


async def apply(ctx: FixContext, facts: Facts, config: EdgeCluster) -> None:
    """Remember the time, then switch it off."""
    ctx.own(_SETTING, str(max(1, (facts.get(SLEEP).after or 0) // 60)))
    await ctx.run(_set(0))


def describe_undo(owned: Sequence[Owned]) -> FixPlan:
    """The time as it was."""
    changes = tuple(f"Let this PC sleep after {thing.ident} minutes again." for thing in owned)
    return FixPlan(changes, tuple(_set(int(thing.ident)) for thing in owned))


async def undo(ctx: FixContext, owned: Sequence[Owned]) -> None:
    """Bring the time back."""
    for thing in owned:
        await ctx.run(_set(int(thing.ident)))


def _set(minutes: int) -> Command:
    return windows_script(
        "fix/set-sleep",
        "Changing the power plan",
        {"minutes": minutes},
        shown=f"powercfg /change standby-timeout-ac {minutes}",
    )


FIX = Fix(
    id="stay-awake",
    title="Keep the PC awake",
    describe=describe,
    apply=apply,
    describe_undo=describe_undo,
    undo=undo,
)
