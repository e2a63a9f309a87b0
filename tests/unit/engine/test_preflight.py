"""All facts are read, all checks are judged, and none of them ever vanishes."""

from __future__ import annotations

import asyncio
from collections.abc import Mapping
from datetime import UTC, datetime

import pytest

from installer.checks.base import Check, Finding, Verdict
from installer.config.model import EdgeCluster
from installer.engine.preflight import CheckReport, all_checks, all_facts, judge, read_facts
from installer.engine.proposal import default_cluster
from installer.errors import MissingTool
from installer.events import EventBus
from installer.facts.base import Facts, FactSpec, Target, Unread
from installer.facts.leftovers import FACT as LEFTOVERS
from installer.facts.leftovers import Leftovers
from installer.facts.memory import FACT as MEMORY
from installer.host.local import LocalHost


def _bus() -> EventBus:
    return EventBus(lambda: datetime(2026, 1, 1, tzinfo=UTC))


async def _good(_: Target) -> str:
    return "4"


def _trips(text: str) -> int:
    raise KeyError(text)


async def _hangs(_: Target) -> str:
    await asyncio.Event().wait()
    return ""


async def _tool_missing(_: Target) -> str:
    raise MissingTool("qemu-img", "qemu-utils")


@pytest.mark.parametrize(
    ("spec", "reason"),
    [
        (FactSpec(id="a", read=_hangs, parse=int, timeout=0.05), "no answer"),
        (FactSpec(id="a", read=_tool_missing, parse=int), "qemu-img"),
        (FactSpec(id="a", read=_good, parse=_trips), "KeyError"),
    ],
)
async def test_a_fact_that_fails_has_its_reason_and_harms_no_other(
    spec: FactSpec[object], reason: str
) -> None:
    good = FactSpec(id="b", read=_good, parse=int)
    facts = await read_facts(Target(LocalHost(), "/"), _bus(), (spec, good))
    assert facts.get(good) == 4
    unread = facts.as_dict()["a"]
    assert isinstance(unread, Unread)
    assert reason in unread.reason


def _report(check: Check, facts: Mapping[str, object]) -> CheckReport:
    return judge(Facts(facts), default_cluster("shop-1"), _bus(), (check,))


def _needs_memory(facts: Facts, config: EdgeCluster) -> Finding:
    facts.get(MEMORY)
    return Finding(verdict=Verdict.PASS, summary="there")


def test_a_check_whose_fact_is_unknown_is_unknown_and_blocks() -> None:
    check = Check(id="x.y", title="X", judge=_needs_memory)
    report = _report(check, {MEMORY.id: Unread("permission denied")})
    finding = report.outcomes[0].finding
    assert finding.verdict is Verdict.UNKNOWN
    assert finding.evidence == {MEMORY.id: "permission denied"}
    assert report.eligible == "no"


@pytest.mark.parametrize(
    ("verdict", "mandatory", "eligible"),
    [
        (Verdict.PASS, True, "yes"),
        (Verdict.SKIP, True, "yes"),
        (Verdict.WARN, True, "warn"),
        (Verdict.FAIL, True, "no"),
        (Verdict.FAIL, False, "warn"),
        (Verdict.UNKNOWN, False, "warn"),
    ],
)
def test_the_verdict_of_a_pc(verdict: Verdict, mandatory: bool, eligible: str) -> None:
    finding = Finding(verdict=verdict, summary="x")
    check = Check(id="x.y", title="X", judge=lambda f, c: finding, mandatory=mandatory)
    assert _report(check, {}).eligible == eligible


@pytest.mark.parametrize(
    ("failing", "code"),
    [
        (("hypervisor.reboot_pending",), 4),
        (("host.memory",), 3),
        (("hypervisor.reboot_pending", "host.memory"), 3),
    ],
)
def test_where_only_a_restart_is_due_the_refusal_says_so(
    failing: tuple[str, ...], code: int
) -> None:
    finding = Finding(verdict=Verdict.FAIL, summary="x", remedy="y")
    checks = [Check(id=ident, title="X", judge=lambda f, c: finding) for ident in failing]
    report = judge(Facts({}), default_cluster("shop-1"), _bus(), tuple(checks))
    assert report.refusal().exit_code == code


def test_what_a_cluster_takes_for_itself_is_not_judged_again() -> None:
    finding = Finding(verdict=Verdict.FAIL, summary="x")
    check = Check(id="x.y", title="X", judge=lambda f, c: finding, only_before=True)
    own = {LEFTOVERS.id: Leftovers(("shop-1",), ())}
    other = {LEFTOVERS.id: Leftovers(("shop-2",), ())}
    assert _report(check, own).outcomes[0].finding.verdict is Verdict.SKIP
    assert _report(check, other).outcomes[0].finding.verdict is Verdict.FAIL


def test_every_shipped_check_and_fact_has_an_id_of_its_own() -> None:
    for ids in ([c.id for c in all_checks()], [f.id for f in all_facts()]):
        assert ids
        assert len(set(ids)) == len(ids)
