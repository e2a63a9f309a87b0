"""Reads all facts of a PC at once and judges them by all checks.

A fact that cannot be read, or takes too long, makes its checks UNKNOWN with the reason; no
check ever vanishes from the report.
"""

from __future__ import annotations

import asyncio
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from installer.checks.base import Check, Finding, Verdict
from installer.config.model import EdgeCluster
from installer.errors import EdgewrightError, NotEligible, PowerShellUnusable, RestartNeeded
from installer.events import CheckFinished, EventBus, FactRead
from installer.facts.base import Facts, FactSpec, FactUnavailable, Platform, Target, Unread
from installer.facts.leftovers import FACT as LEFTOVERS
from installer.fixes.base import Fix, FixOffer
from installer.registry import discover

# The check that finds nothing but a restart that is due.
_RESTART_DUE = "hypervisor.reboot_pending"
_BLOCKING = (Verdict.FAIL, Verdict.UNKNOWN)


@dataclass(frozen=True, slots=True)
class Outcome:
    """A check, what it found, and how the program itself can put that right, if it can."""

    check: Check
    finding: Finding
    fix: FixOffer | None = None

    @property
    def blocks(self) -> bool:
        """Whether an installation may not start because of it."""
        return self.check.mandatory and self.finding.verdict in _BLOCKING


@dataclass(frozen=True, slots=True)
class CheckReport:
    """What all checks found."""

    outcomes: tuple[Outcome, ...]

    @property
    def eligible(self) -> str:
        """`yes`, `warn` (start with a caution) or `no` (something must change first)."""
        if any(outcome.blocks for outcome in self.outcomes):
            return "no"
        return "yes" if all(o.finding.is_calm for o in self.outcomes) else "warn"

    def blocking(self) -> tuple[Outcome, ...]:
        """What stands in the way."""
        return tuple(outcome for outcome in self.outcomes if outcome.blocks)

    def refusal(self) -> NotEligible | RestartNeeded:
        """The error that says what stands in the way."""
        lines = [f"{o.check.id}: {o.finding.summary} {o.finding.remedy}" for o in self.blocking()]
        count = len(lines)
        if [o.check.id for o in self.blocking()] == [_RESTART_DUE]:
            return RestartNeeded(
                "The PC must be restarted first.",
                details=lines[0],
                resolution="Restart the PC, then run the same command again.",
            )
        return NotEligible(
            f"This PC cannot run it yet: {count} {'thing has' if count == 1 else 'things have'} "
            "to change first.",
            details="\n".join(lines),
        )

    def fixes(self) -> tuple[FixOffer, ...]:
        """What the program can put right itself, each once."""
        return tuple({o.fix.fix.id: o.fix for o in self.outcomes if o.fix}.values())


def all_facts(platform: Platform = Platform.LINUX) -> tuple[FactSpec[Any], ...]:
    """Every fact of such a PC that this program knows."""
    known: tuple[FactSpec[Any], ...] = discover("installer.facts", "FACT")
    return tuple(spec for spec in known if spec.on(platform))


def all_checks(platform: Platform = Platform.LINUX) -> tuple[Check, ...]:
    """Every check of such a PC that this program knows."""
    known: tuple[Check, ...] = discover("installer.checks", "CHECK")
    return tuple(check for check in (one.on(platform) for one in known) if check)


def all_fixes() -> dict[str, Fix]:
    """Every fix that this program knows, by its id."""
    return {fix.id: fix for fix in discover("installer.fixes", "FIX")}


async def read_facts(target: Target, bus: EventBus, specs: Sequence[FactSpec[Any]]) -> Facts:
    """Read the facts side by side; never raises because of one that cannot be read."""
    values = await asyncio.gather(*(_read(spec, target, bus) for spec in specs))
    read = {spec.id: value for spec, value in zip(specs, values, strict=True)}
    return Facts(read, target.platform)


async def _read(spec: FactSpec[Any], target: Target, bus: EventBus) -> object:
    reading = spec.on(target.platform)
    value: object = Unread("such a PC has no such fact")
    timeout = reading.timeout if reading else spec.timeout
    try:
        async with asyncio.timeout(timeout):
            if reading:
                value = reading.parse(await reading.read(target))
    except TimeoutError:
        value = Unread(f"no answer within {timeout:.0f} seconds")
    except PowerShellUnusable as error:
        value = Unread(f"{error.brief} {error.details}".strip(), waits=True)
    except EdgewrightError as error:
        value = Unread(f"{error.brief} {error.details}".strip())
    # A parser that trips over words it has never seen must not hide the other facts.
    except Exception as error:  # noqa: BLE001
        value = Unread(f"{type(error).__name__}: {error}")
    bus.publish(FactRead(fact=spec.id, problem=value.reason if isinstance(value, Unread) else ""))
    return value


def judge(facts: Facts, config: EdgeCluster, bus: EventBus, checks: Sequence[Check]) -> CheckReport:
    """Judge the facts by every check."""
    fixes = all_fixes()
    outcomes = []
    for check in checks:
        finding = _judge_one(check, facts, config)
        fix = None if finding.is_calm else fixes.get(check.fix)
        offer = _offer(fix, facts, config) if fix else None
        outcomes.append(Outcome(check, finding, offer))
    for outcome in outcomes:
        bus.publish(
            CheckFinished(
                check=outcome.check.id,
                title=outcome.check.title,
                verdict=outcome.finding.verdict,
                summary=outcome.finding.summary,
                remedy=outcome.finding.remedy,
                mandatory=outcome.check.mandatory,
                evidence=outcome.finding.evidence,
            )
        )
    return CheckReport(tuple(outcomes))


def _offer(fix: Fix, facts: Facts, config: EdgeCluster) -> FixOffer | None:
    """The fix for this PC; None when it does not fit, or when a fact that it needs is unknown."""
    try:
        plan = fix.describe(facts, config)
    except FactUnavailable:
        return None
    return FixOffer(fix, plan) if plan else None


def _judge_one(check: Check, facts: Facts, config: EdgeCluster) -> Finding:
    existing = facts.find(LEFTOVERS)
    if check.only_before and existing is not None and config.name in existing.clusters:
        return Finding(
            verdict=Verdict.SKIP,
            summary=f"The cluster {config.name} exists; its own nodes use this already.",
        )
    try:
        return check.judge(facts, config)
    except FactUnavailable as error:
        if error.waits:
            return Finding(
                verdict=Verdict.SKIP,
                summary="This waits until PowerShell of this PC can be used.",
                evidence={error.fact_id: error.reason},
            )
        return Finding(
            verdict=Verdict.UNKNOWN,
            summary="This could not be found out.",
            remedy="Run the check again; if it stays so, the reason below names the cause.",
            evidence={error.fact_id: error.reason},
        )
