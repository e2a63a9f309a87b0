"""Fixes on simulated PCs: the check fails, the fix is done, the check passes, and all the way back.

Every fix is also broken off by a power cut at every line of its journal.
"""

from __future__ import annotations

import contextlib
from pathlib import Path

import filelock
import pytest

from installer.config.model import EdgeCluster
from installer.engine.fixing import applied_fixes, apply_fix, undo_fix
from installer.engine.preflight import CheckReport
from installer.engine.session import Session
from installer.errors import (
    AdminNeeded,
    ClusterBusy,
    JournalUnreadable,
    RestartNeeded,
    UndoIncomplete,
    UsageError,
)
from installer.simulator.bundle import simulated_bundle
from installer.simulator.description import SimulatedKvm, SimulatedPc
from installer.simulator.power import PowerFailure
from installer.simulator.scenario import Scenario
from installer.simulator.state import SimPcState, load_state
from installer.simulator.trouble import PowerCut
from tests.helpers.simulated import demo_config, session_in

_NO_KVM = SimulatedKvm(device=False, module="")
# By the check that finds it.
CASES = {
    "qemu.missing": SimulatedPc(qemu="", firmware=False),
    "qemu.firmware": SimulatedPc(firmware=False),
    "kvm.module": SimulatedPc(kvm=_NO_KVM),
    "kvm.permission": SimulatedPc(
        kvm=SimulatedKvm(usable=False), groups=("shop",), registered_groups=("shop",)
    ),
    "port.privileged": SimulatedPc(),
}
CLEAN = SimPcState()


def wanted() -> EdgeCluster:
    config = demo_config()
    network = config.spec.network.model_copy(update={"api_port": 443})
    return config.model_copy(update={"spec": config.spec.model_copy(update={"network": network})})


def config_for(check: str) -> EdgeCluster:
    return wanted() if check == "port.privileged" else demo_config()


def start(folder: Path, pc: SimulatedPc, cut: PowerCut | None = None) -> Session:
    """A program that was just started, in a new log-on."""
    return session_in(folder, Scenario(title="x", pc=pc, power_cut=cut))[0]


def fix_of(report: CheckReport, check: str) -> str | None:
    [offer] = [o.fix for o in report.outcomes if o.check.id == check]
    return offer.fix.id if offer else None


async def is_well(folder: Path, check: str) -> bool:
    report, _ = await start(folder, CASES[check]).check(config_for(check))
    return all(o.finding.is_calm for o in report.outcomes if o.check.id == check)


async def fix(session: Session, check: str) -> None:
    try:
        await apply_fix(session, check, config_for(check))
    except RestartNeeded:
        assert check == "kvm.permission"


async def undo_all(folder: Path, check: str) -> None:
    session = start(folder, CASES[check])
    for done in applied_fixes(session):
        await undo_fix(session, done.fix.id)
    assert applied_fixes(start(folder, CASES[check])) == ()


@pytest.mark.parametrize("check", CASES)
async def test_what_fails_is_put_right_and_taken_back(check: str, tmp_path: Path) -> None:
    assert not await is_well(tmp_path, check)
    await fix(start(tmp_path, CASES[check]), check)
    assert await is_well(tmp_path, check)
    assert len(applied_fixes(start(tmp_path, CASES[check]))) == 1
    await undo_all(tmp_path, check)
    assert not await is_well(tmp_path, check)
    if check == "port.privileged":
        # The kernel's setting has its old value; it cannot be taken away.
        assert set(load_state(tmp_path).pc.settings.values()) == {"1024"}
    else:
        assert load_state(tmp_path).pc == CLEAN


@pytest.mark.parametrize("admin", ["sudo", "desktop"])
async def test_the_desktop_may_ask_instead_of_sudo(admin: str, tmp_path: Path) -> None:
    pc = CASES["kvm.module"].model_copy(update={"admin": admin})
    report = await apply_fix(start(tmp_path, pc), "load-kvm-module", demo_config())
    assert fix_of(report, "kvm.module") is None


async def test_without_an_administrator_nothing_is_done_and_the_commands_are_named(
    tmp_path: Path,
) -> None:
    pc = CASES["qemu.missing"].model_copy(update={"admin": "none"})
    with pytest.raises(AdminNeeded) as caught:
        await apply_fix(start(tmp_path, pc), "install-qemu", demo_config())
    assert "install qemu-system-x86 qemu-utils ovmf" in caught.value.details
    assert load_state(tmp_path).pc == CLEAN
    assert applied_fixes(start(tmp_path, pc)) == ()


async def test_a_membership_takes_effect_at_the_next_log_on(tmp_path: Path) -> None:
    session = start(tmp_path, CASES["kvm.permission"])
    with pytest.raises(RestartNeeded) as caught:
        await apply_fix(session, "kvm.permission", demo_config())
    assert caught.value.exit_code == 4
    assert "Log out" in caught.value.advice
    report, _ = await session.check(demo_config())
    failing = {o.check.id for o in report.outcomes if not o.finding.is_calm}
    assert failing == {"kvm.permission", "rights.relogin"}
    assert fix_of(report, "kvm.permission") is None
    assert await is_well(tmp_path, "kvm.permission")


@pytest.mark.parametrize("again", [True, False], ids=["again", "undo"])
@pytest.mark.parametrize("when", ["before", "after"])
@pytest.mark.parametrize("check", [check for check in CASES if check != "qemu.firmware"])
async def test_after_a_power_cut_it_is_complete_or_clean(
    check: str, when: str, again: bool, tmp_path: Path
) -> None:
    line = 0
    while True:
        line += 1
        folder = tmp_path / str(line)
        cut = PowerCut.model_validate({"line": line, "when": when})
        try:
            await fix(start(folder, CASES[check], cut), check)
        except PowerFailure:
            if again:
                # When the last thing was done already, nothing is left to be put right.
                with contextlib.suppress(UsageError):
                    await fix(start(folder, CASES[check]), check)
                assert await is_well(folder, check)
            await undo_all(folder, check)
            left = load_state(folder).pc
            assert (left.packages, left.modules, left.files, left.members) == ([], [], {}, [])
        else:
            assert line > 3
            return


@pytest.mark.parametrize("check", CASES)
async def test_an_undo_that_was_broken_off_goes_on(check: str, tmp_path: Path) -> None:
    await fix(start(tmp_path, CASES[check]), check)
    session = start(tmp_path, CASES[check], PowerCut(line=1, when="before"))
    with pytest.raises(PowerFailure):
        await undo_fix(session, applied_fixes(session)[0].fix.id)
    await undo_all(tmp_path, check)
    assert not await is_well(tmp_path, check)


async def test_a_package_that_was_there_stays(tmp_path: Path) -> None:
    session, world = session_in(tmp_path, Scenario(title="x", pc=CASES["qemu.missing"]))
    with world.change() as state:
        state.pc.packages = ["qemu-utils"]
    await apply_fix(session, "install-qemu", demo_config())
    assert "qemu-system-x86" in load_state(tmp_path).pc.packages
    await undo_fix(session, "install-qemu")
    assert load_state(tmp_path).pc.packages == ["qemu-utils"]


async def test_a_package_that_something_else_needs_by_now_stays(tmp_path: Path) -> None:
    session, world = session_in(tmp_path, Scenario(title="x", pc=CASES["qemu.missing"]))
    await apply_fix(session, "install-qemu", demo_config())
    with world.change() as state:
        state.pc.packages.append("libvirt-daemon")
    before = load_state(tmp_path).pc.packages
    with pytest.raises(UndoIncomplete) as caught:
        await undo_fix(session, "install-qemu")
    assert "libvirt-daemon depends on it" in caught.value.details
    assert load_state(tmp_path).pc.packages == before
    with world.change() as state:
        state.pc.packages.remove("libvirt-daemon")
    await undo_fix(session, "install-qemu")
    assert load_state(tmp_path).pc == CLEAN


async def test_nothing_is_taken_back_under_a_cluster(tmp_path: Path) -> None:
    session = start(tmp_path, CASES["qemu.missing"])
    await apply_fix(session, "install-qemu", demo_config())
    await session.apply(demo_config(), bundle=await simulated_bundle(tmp_path))
    with pytest.raises(UsageError) as caught:
        await undo_fix(session, "install-qemu")
    assert "edgewright destroy demo" in caught.value.advice
    await session.remove("demo", even_finished=True)
    await undo_fix(session, "install-qemu")
    assert load_state(tmp_path).pc == CLEAN


async def test_two_programs_do_not_change_the_pc_at_once(tmp_path: Path) -> None:
    with filelock.FileLock(tmp_path / "fixes.lock"), pytest.raises(ClusterBusy):
        await apply_fix(start(tmp_path, CASES["kvm.module"]), "kvm.module", demo_config())
    assert load_state(tmp_path).pc == CLEAN


async def test_a_torn_last_line_is_cut_off_and_a_damaged_journal_stops_all(tmp_path: Path) -> None:
    session = start(tmp_path, CASES["kvm.module"])
    await apply_fix(session, "kvm.module", demo_config())
    path = tmp_path / "fixes.jsonl"
    sound = path.read_bytes()
    path.write_bytes(sound + b'{"v":1,"seq":')
    await undo_fix(session, "load-kvm-module")
    assert path.read_bytes().startswith(sound + b'{"v":1,"seq":5')
    path.write_bytes(b"broken\n" + sound)
    with pytest.raises(JournalUnreadable):
        applied_fixes(session)


@pytest.mark.parametrize(
    ("wanted_fix", "words"),
    [
        ("kvm.module", "nothing that the program could put right"),
        ("load-kvm-module", "does not need"),
        ("repair-all", "no fix and no check"),
    ],
)
async def test_a_fix_that_is_not_needed_is_refused(
    wanted_fix: str, words: str, tmp_path: Path
) -> None:
    session = start(tmp_path, SimulatedPc())
    with pytest.raises(UsageError) as caught:
        await apply_fix(session, wanted_fix, demo_config())
    assert words in caught.value.brief
    assert caught.value.advice
    with pytest.raises(UsageError):
        await undo_fix(session, wanted_fix)
