"""Checks of what runs a guest: which of them speaks for which trouble, and what it advises."""

from __future__ import annotations

import pytest

from installer.accelerator import Accelerator
from installer.checks.base import Check, Verdict
from installer.checks.kvm_missing import CHECK as MISSING
from installer.checks.kvm_permission import CHECK as PERMISSION
from installer.checks.kvm_unusable import CHECK as UNUSABLE
from installer.checks.qemu_accel import CHECK as ACCEL
from installer.facts.accelerator import AcceleratorFact
from installer.facts.processors import Processors
from tests.unit.checks.pc import UNREAD, judged, pc

PASS, SKIP, WARN, FAIL = Verdict.PASS, Verdict.SKIP, Verdict.WARN, Verdict.FAIL
KVM, TCG = Accelerator.KVM, Accelerator.TCG
WORDS = "QEMU said no"
CHECKS = (MISSING, PERMISSION, UNUSABLE, ACCEL)


@pytest.mark.parametrize(
    ("kind", "cause", "verdicts"),
    [
        (KVM, "", (PASS, PASS, PASS, PASS)),
        (TCG, "missing", (WARN, SKIP, SKIP, PASS)),
        (TCG, "permission", (PASS, WARN, SKIP, PASS)),
        (TCG, "hangs", (PASS, PASS, WARN, PASS)),
        (TCG, "fails", (PASS, PASS, WARN, PASS)),
        (None, "missing", (WARN, SKIP, SKIP, FAIL)),
        (None, "permission", (PASS, WARN, SKIP, FAIL)),
        (None, "hangs", (PASS, PASS, WARN, FAIL)),
        (None, "fails", (PASS, PASS, WARN, FAIL)),
        (None, "no-qemu", (SKIP, SKIP, SKIP, SKIP)),
    ],
)
def test_exactly_one_check_speaks_for_each_cause(
    kind: Accelerator | None, cause: str, verdicts: tuple[Verdict, ...]
) -> None:
    facts = pc(accelerator=AcceleratorFact(kind, cause, WORDS if cause else ""))
    findings = [judged(check, facts) for check in CHECKS]
    assert tuple(finding.verdict for finding in findings) == verdicts
    for finding in findings:
        if finding.verdict in (WARN, FAIL):
            assert finding.evidence["trial guest"] == WORDS
        if finding.verdict is WARN:
            assert "10 to 20 times slower" in finding.summary


@pytest.mark.parametrize(
    ("check", "cause", "virtualization", "hypervisor", "advice"),
    [
        (MISSING, "missing", True, False, "modprobe kvm_intel"),
        (MISSING, "missing", True, True, "modprobe kvm_intel"),
        (MISSING, "missing", False, True, "nested virtualisation"),
        (MISSING, "missing", False, False, "firmware settings"),
        (UNUSABLE, "hangs", False, True, "nested virtualisation"),
        (UNUSABLE, "fails", True, False, "VirtualBox"),
    ],
)
def test_the_advice_fits_the_processor(
    check: Check, cause: str, virtualization: bool, hypervisor: bool, advice: str
) -> None:
    processors = Processors(4, "CPU", virtualization=virtualization, hypervisor=hypervisor)
    facts = pc(accelerator=AcceleratorFact(TCG, cause, WORDS), processors=processors)
    assert advice in judged(check, facts).remedy


@pytest.mark.parametrize(
    ("check", "cause"), [(MISSING, "missing"), (PERMISSION, "permission"), (UNUSABLE, "hangs")]
)
def test_advice_does_not_depend_on_other_facts(check: Check, cause: str) -> None:
    facts = pc(accelerator=AcceleratorFact(TCG, cause, WORDS), processors=UNREAD, rights=UNREAD)
    assert judged(check, facts).verdict is WARN


def test_who_may_not_use_kvm_sees_the_own_groups() -> None:
    facts = pc(accelerator=AcceleratorFact(TCG, "permission", WORDS))
    assert judged(PERMISSION, facts).evidence["your groups"] == "shop kvm"
