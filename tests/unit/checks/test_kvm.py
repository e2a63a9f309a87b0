"""Checks of what runs a guest: which of them speaks for which trouble, and what it advises."""

from __future__ import annotations

import pytest

from installer.accelerator import Accelerator
from installer.checks.base import Check, Verdict
from installer.checks.guest_nested_off import CHECK as NESTED_OFF
from installer.checks.kvm_bios_disabled import CHECK as BIOS
from installer.checks.kvm_busy import CHECK as BUSY
from installer.checks.kvm_missing import CHECK as MISSING
from installer.checks.kvm_module import CHECK as MODULE
from installer.checks.kvm_no_cpu_flags import CHECK as NO_FLAGS
from installer.checks.kvm_permission import CHECK as PERMISSION
from installer.checks.kvm_unusable import CHECK as UNUSABLE
from installer.checks.qemu_accel import CHECK as ACCEL
from installer.checks.rights_relogin import CHECK as RELOGIN
from installer.facts.accelerator import AcceleratorFact
from installer.facts.base import Facts
from installer.facts.groups import Groups
from installer.facts.guest import Guest
from installer.facts.kvm import Kvm
from installer.facts.processors import Processors
from installer.facts.programs import Programs
from tests.unit.checks.pc import UNREAD, cluster, judged, pc

PASS, SKIP, WARN, FAIL = Verdict.PASS, Verdict.SKIP, Verdict.WARN, Verdict.FAIL
TCG, WORDS = Accelerator.TCG, "QEMU said no"
REQUIRED = cluster(acceleration="required")
ABOUT_KVM = (
    *(BIOS, BUSY, MISSING, MODULE, PERMISSION, UNUSABLE, ACCEL, NESTED_OFF, RELOGIN, NO_FLAGS),
)
THERE = Kvm(True, True, "kvm", ("kvm", "kvm_intel"), "")
FORBIDDEN = Kvm(True, False, "kvm", ("kvm", "kvm_intel"), "")
ABSENT = Kvm(False, False, "", (), "")
ONLY_LOADED = Kvm(False, False, "", ("kvm", "kvm_intel"), "")
REFUSED = Kvm(False, False, "", (), "kvm: disabled by bios")
ABLE = Processors(4, "CPU", virtualization=True, hypervisor=False)
UNABLE = Processors(4, "CPU", virtualization=False, hypervisor=False)
NEW_MEMBER = Groups("shop", ("shop",), ("shop", "kvm"))
STRANGER = Groups("shop", ("shop",), ("shop",))


def slow(cause: str) -> AcceleratorFact:
    return AcceleratorFact(TCG, cause, WORDS)


CASES: list[tuple[Facts, set[str]]] = [
    (pc(), set()),
    (pc(kvm=ABSENT, processors=UNABLE, accelerator=slow("missing")), {"kvm.missing"}),
    (pc(kvm=ONLY_LOADED, accelerator=slow("missing")), {"kvm.missing"}),
    (pc(kvm=ABSENT, accelerator=slow("missing")), {"kvm.module"}),
    (pc(kvm=REFUSED, accelerator=slow("missing")), {"kvm.bios_disabled"}),
    # A kernel that sees the firmware's lock takes the flag away as well.
    (pc(kvm=REFUSED, processors=UNABLE, accelerator=slow("missing")), {"kvm.bios_disabled"}),
    (
        pc(
            kvm=ABSENT,
            processors=UNABLE,
            guest=Guest("oracle", wsl=False),
            accelerator=slow("missing"),
        ),
        {"kvm.missing", "guest.nested_off"},
    ),
    (pc(kvm=FORBIDDEN, accelerator=slow("permission"), groups=STRANGER), {"kvm.permission"}),
    (
        pc(kvm=FORBIDDEN, accelerator=slow("permission"), groups=NEW_MEMBER),
        {"kvm.permission", "rights.relogin"},
    ),
    # Permission bits are not all: a container or AppArmor may refuse as well.
    (pc(accelerator=slow("permission")), {"kvm.permission"}),
    (pc(accelerator=slow("busy")), {"kvm.busy"}),
    (pc(accelerator=slow("hangs")), {"kvm.unusable"}),
    (pc(accelerator=slow("fails")), {"kvm.unusable"}),
    (pc(accelerator=slow("not-built-in")), {"qemu.accel"}),
    (pc(processors=UNABLE), {"kvm.no_cpu_flags"}),
    (pc(processors=UNABLE, accelerator=slow("hangs")), {"kvm.unusable", "kvm.no_cpu_flags"}),
    # Processors of other kinds have no such flags.
    (pc(processors=UNABLE, architecture="aarch64"), set()),
    (pc(accelerator=AcceleratorFact(None, "no-qemu", WORDS)), set()),
    (
        pc(kvm=ABSENT, processors=UNABLE, accelerator=AcceleratorFact(None, "no-qemu", WORDS)),
        {"kvm.missing"},
    ),
]


@pytest.mark.parametrize(("facts", "speaking"), CASES)
def test_the_right_checks_speak(facts: Facts, speaking: set[str]) -> None:
    findings = {check.id: judged(check, facts) for check in ABOUT_KVM}
    assert {i for i, f in findings.items() if f.verdict not in (PASS, SKIP)} == speaking
    assert {f.verdict for f in findings.values()} <= {PASS, SKIP, WARN}
    for check in set(speaking) - {"kvm.no_cpu_flags"}:
        assert "10 to 20 times slower" in findings[check].summary


@pytest.mark.parametrize(("facts", "speaking"), CASES)
def test_what_only_makes_nodes_slow_stops_those_who_require_kvm(
    facts: Facts, speaking: set[str]
) -> None:
    verdicts = {check.id: judged(check, facts, REQUIRED).verdict for check in ABOUT_KVM}
    expected = {i: WARN if i == "kvm.no_cpu_flags" else FAIL for i in speaking}
    assert {i: v for i, v in verdicts.items() if v not in (PASS, SKIP)} == expected


@pytest.mark.parametrize("cause", ["missing", "permission", "hangs", "fails", "busy"])
def test_a_pc_on_which_no_guest_runs_is_no_good_for_anybody(cause: str) -> None:
    finding = judged(ACCEL, pc(accelerator=AcceleratorFact(None, cause, WORDS)))
    assert finding.verdict is FAIL
    assert finding.evidence["trial guest"] == WORDS


@pytest.mark.parametrize(
    ("check", "facts", "advice"),
    [
        (MODULE, pc(kvm=ABSENT), "modprobe kvm_intel"),
        (MISSING, pc(kvm=ABSENT, processors=UNABLE), "firmware settings"),
        (MISSING, pc(kvm=ONLY_LOADED), "container"),
        (
            MISSING,
            pc(kvm=ABSENT, processors=UNABLE, guest=Guest("kvm", wsl=False)),
            "nested virtualisation",
        ),
        (BIOS, pc(kvm=REFUSED), "F2"),
        (UNUSABLE, pc(accelerator=slow("hangs"), guest=Guest("kvm", wsl=False)), "real PC"),
        (UNUSABLE, pc(accelerator=slow("fails")), "updates"),
        (PERMISSION, pc(kvm=FORBIDDEN, groups=STRANGER), "usermod -aG kvm"),
        (PERMISSION, pc(kvm=FORBIDDEN, groups=NEW_MEMBER), "Log out"),
        (PERMISSION, pc(kvm=Kvm(True, False, "root", (), "")), "usermod -aG kvm"),
        (PERMISSION, pc(kvm=Kvm(True, False, "qemu", (), "")), "usermod -aG qemu"),
        (RELOGIN, pc(kvm=FORBIDDEN, groups=NEW_MEMBER), "Log out"),
        (ACCEL, pc(accelerator=slow("not-built-in")), "qemu-system-x86"),
        (
            NESTED_OFF,
            pc(kvm=ABSENT, processors=UNABLE, guest=Guest("oracle", wsl=False)),
            "VBoxManage",
        ),
        (
            NESTED_OFF,
            pc(kvm=ABSENT, processors=UNABLE, guest=Guest("vm-other", wsl=False)),
            "where this virtual machine is managed",
        ),
    ],
)
def test_the_advice_fits_the_cause(check: Check, facts: Facts, advice: str) -> None:
    assert advice in judged(check, facts).remedy


def test_who_must_log_in_again_is_not_told_to_join_the_group() -> None:
    assert "usermod" not in judged(PERMISSION, pc(kvm=FORBIDDEN, groups=NEW_MEMBER)).remedy


@pytest.mark.parametrize(
    ("check", "facts"),
    [
        (MISSING, pc(kvm=ABSENT, processors=UNABLE, guest=UNREAD)),
        (PERMISSION, pc(kvm=FORBIDDEN, accelerator=UNREAD, groups=UNREAD)),
        (UNUSABLE, pc(accelerator=slow("hangs"), guest=UNREAD)),
        (BUSY, pc(accelerator=slow("busy"), programs=UNREAD)),
    ],
)
def test_advice_does_not_depend_on_other_facts(check: Check, facts: Facts) -> None:
    assert judged(check, facts).verdict is WARN


def test_the_program_that_holds_the_processor_is_named() -> None:
    facts = pc(accelerator=slow("busy"), programs=Programs((), ("VirtualBox",)))
    assert "(VirtualBox)" in judged(BUSY, facts).summary


def test_the_linux_inside_windows_is_not_told_about_nesting() -> None:
    facts = pc(kvm=ABSENT, processors=UNABLE, guest=Guest("microsoft", wsl=True))
    assert judged(NESTED_OFF, facts).verdict is SKIP
