"""What a fix is: something that a check found wrong and that the program can put right itself.

    describe       says exactly what would change; pure, and None where the fix is not for this PC
    apply          does it; may be run again after it broke off anywhere
    describe_undo  says what taking it back changes
    undo           takes back what is listed as made by us, and never what was there before

Before it changes anything that stays, `apply` calls `ctx.own(...)`, which writes that into the
journal of fixes.
"""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Sequence
from dataclasses import dataclass

from installer.config.model import EdgeCluster
from installer.facts.base import Facts
from installer.fixes.context import FixContext
from installer.host.base import Command
from installer.steps.context import Owned


@dataclass(frozen=True, slots=True)
class FixPlan:
    """What changes on one PC: whole sentences for people, and the exact commands."""

    changes: tuple[str, ...]
    commands: tuple[Command, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Fix:
    """One fix.  `id` is stable for ever and `title` a command: "Install QEMU".

    `needs_relogin` and `needs_restart` say when it takes effect.
    """

    id: str
    title: str
    describe: Callable[[Facts, EdgeCluster], FixPlan | None]
    apply: Callable[[FixContext, Facts, EdgeCluster], Awaitable[None]]
    describe_undo: Callable[[Sequence[Owned]], FixPlan]
    undo: Callable[[FixContext, Sequence[Owned]], Awaitable[None]]
    needs_admin: bool = True
    needs_relogin: bool = False
    needs_restart: bool = False


@dataclass(frozen=True, slots=True)
class FixOffer:
    """A fix, and what it would change on the PC that was looked at."""

    fix: Fix
    plan: FixPlan
