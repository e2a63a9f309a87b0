"""What the program puts right on a Windows PC, and takes back, on a simulated one."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from installer.checks.base import Verdict
from installer.engine.fixing import applied_fixes, apply_fix, undo_fix
from installer.engine.preflight import all_checks, all_fixes
from installer.engine.proposal import default_cluster
from installer.engine.session import Session
from installer.errors import AdminNeeded, UsageError
from installer.facts.base import Platform
from installer.host.base import Command, Result
from installer.host.windows_script import script_arguments
from installer.simulator.scenario import Scenario
from installer.simulator.windows_description import SimulatedWindows
from tests.helpers.simulated import session_in

OFF = {"features": {"Microsoft-Hyper-V": 2}, "module": False, "service": "Missing"}
# The fix, its check, the PC that needs it, and what its scripts get: to do it, and to undo it.
CASES: list[tuple[str, str, dict[str, Any], dict[str, Any], dict[str, Any]]] = [
    (
        "start-hyperv",
        "hyperv.service",
        {"hyperv": {"service": "Stopped"}},
        {"startup": "Automatic", "run": True},
        {"startup": "Manual", "run": False},
    ),
    (
        "start-hyperv",
        "hyperv.service",
        {"hyperv": {"service": "Disabled"}},
        {"startup": "Automatic", "run": True},
        {"startup": "Disabled", "run": False},
    ),
    (
        "stay-awake",
        "power.sleep",
        {"power": {"sleeps_after": 1800}},
        {"minutes": 0},
        {"minutes": 30},
    ),
    (
        "enable-hyperv",
        "hyperv.feature",
        {"hyperv": OFF},
        {"on": True, "server": False},
        {"on": False, "server": False},
    ),
    (
        "enable-hyperv",
        "hyperv.feature",
        {"hyperv": OFF, "computer": {"server": True, "edition": "ServerStandard"}},
        {"on": True, "server": True},
        {"on": False, "server": True},
    ),
]
EACH = pytest.mark.parametrize(("fix", "check", "parts", "done", "undone"), CASES)


def session_on(folder: Path, parts: dict[str, Any]) -> tuple[Session, list[Command]]:
    """A session on such a PC, and the scripts of fixes that it will run."""
    pc = SimulatedWindows.model_validate(parts)
    session, _ = session_in(folder / "state", Scenario(title="x", windows=pc))
    real, seen = session.world.pc.run, list[Command]()

    async def run(command: Command, *, timeout: float) -> Result:
        if command.name.startswith("fix/"):
            seen.append(command)
        return await real(command, timeout=timeout)

    session.world.pc.run = run  # type: ignore[method-assign]
    return session, seen


async def verdict(session: Session, check: str) -> Verdict:
    report, _ = await session.check(default_cluster())
    return next(o.finding.verdict for o in report.outcomes if o.check.id == check)


@EACH
async def test_it_is_put_right_and_taken_back(
    fix: str,
    check: str,
    parts: dict[str, Any],
    done: dict[str, Any],
    undone: dict[str, Any],
    tmp_path: Path,
) -> None:
    session, seen = session_on(tmp_path, parts)
    before = await verdict(session, check)
    assert before in (Verdict.FAIL, Verdict.WARN)
    await apply_fix(session, check, default_cluster())
    assert [script_arguments(command) for command in seen] == [done]
    assert await verdict(session, check) is Verdict.PASS
    [applied] = applied_fixes(session)
    assert applied.fix.id == fix
    await undo_fix(session, fix)
    assert [script_arguments(command) for command in seen[1:]] == [undone]
    assert await verdict(session, check) is before
    assert applied_fixes(session) == ()


@EACH
async def test_without_an_administrator_nothing_is_changed_and_the_way_is_told(
    fix: str,
    check: str,
    parts: dict[str, Any],
    done: dict[str, Any],
    undone: dict[str, Any],
    tmp_path: Path,
) -> None:
    session, seen = session_on(tmp_path, {**parts, "rights": {"elevated": False}})
    with pytest.raises(AdminNeeded) as caught:
        await apply_fix(session, check, default_cluster())
    assert seen == []
    assert applied_fixes(session) == ()
    assert "sudo" not in caught.value.details
    assert "Run as administrator" in caught.value.advice
    assert any(word in caught.value.details for word in ("Service", "Feature", "powercfg"))


async def test_after_hyperv_was_switched_on_the_restart_is_asked_for(tmp_path: Path) -> None:
    session, _ = session_on(tmp_path, {"hyperv": OFF})
    report = await apply_fix(session, "enable-hyperv", default_cluster())
    failing = {o.check.id for o in report.outcomes if o.finding.verdict is Verdict.FAIL}
    assert failing == {"hypervisor.reboot_pending"}


async def test_a_good_pc_needs_none_of_them(tmp_path: Path) -> None:
    session, seen = session_on(tmp_path, {})
    report, _ = await session.check(default_cluster())
    assert report.fixes() == ()
    for fix in ("start-hyperv", "stay-awake", "enable-hyperv"):
        with pytest.raises(UsageError):
            await apply_fix(session, fix, default_cluster())
    assert seen == []


async def test_a_home_edition_is_offered_no_hyperv(tmp_path: Path) -> None:
    session, _ = session_on(tmp_path, {"hyperv": OFF, "computer": {"edition": "Core"}})
    report, _ = await session.check(default_cluster())
    assert report.fixes() == ()


def test_every_fix_of_windows_has_a_case() -> None:
    named = {check.fix for check in all_checks(Platform.WINDOWS) if check.fix}
    assert named == {case[0] for case in CASES} <= all_fixes().keys()
