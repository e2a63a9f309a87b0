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
from installer.errors import EdgewrightError
from installer.events import CheckFinished, EventBus, FactRead
from installer.facts.base import Facts, FactSpec, FactUnavailable, Target, Unread
from installer.facts.leftovers import FACT as LEFTOVERS
from installer.fixes.base import Fix, FixOffer
from installer.registry import discover

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

    def fixes(self) -> tuple[FixOffer, ...]:
        """What the program can put right itself, each once."""
        return tuple({o.fix.fix.id: o.fix for o in self.outcomes if o.fix}.values())


def all_facts() -> tuple[FactSpec[Any], ...]:
    """Every fact that this program knows."""
    return discover("installer.facts", "FACT")


def all_checks() -> tuple[Check, ...]:
    """Every check that this program knows."""
    return discover("installer.checks", "CHECK")


def all_fixes() -> dict[str, Fix]:
    """Every fix that this program knows, by its id."""
    return {fix.id: fix for fix in discover("installer.fixes", "FIX")}


async def read_facts(target: Target, bus: EventBus, specs: Sequence[FactSpec[Any]]) -> Facts:
    """Read the facts side by side; never raises because of one that cannot be read."""
    values = await asyncio.gather(*(_read(spec, target, bus) for spec in specs))
    return Facts({spec.id: value for spec, value in zip(specs, values, strict=True)})


async def _read(spec: FactSpec[Any], target: Target, bus: EventBus) -> object:
    value: object
    try:
        async with asyncio.timeout(spec.timeout):
            text = await spec.read(target)
        value = spec.parse(text)
    except TimeoutError:
        value = Unread(f"no answer within {spec.timeout:.0f} seconds")
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
        return Finding(
            verdict=Verdict.UNKNOWN,
            summary="This could not be found out.",
            remedy="Run the check again; if it stays so, the reason below names the cause.",
            evidence={error.fact_id: error.reason},
        )
