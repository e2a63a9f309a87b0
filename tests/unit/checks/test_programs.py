"""Checks of what must be installed, and of the PC's kind."""

from __future__ import annotations

import pytest

from installer.checks.base import Verdict
from installer.checks.os_arch import CHECK as OS_ARCH
from installer.checks.qemu_firmware import CHECK as FIRMWARE
from installer.checks.qemu_missing import CHECK as MISSING
from installer.checks.qemu_version import CHECK as VERSION
from installer.checks.rights_state_dir import CHECK as STATE_DIR
from installer.facts.access import Access
from installer.facts.qemu import Qemu
from installer.facts.rights import Rights
from tests.unit.checks.pc import UNREAD, judged, pc

LOCKED_OUT = Rights(1000, (), "/srv", False, 1024)
PASS, SKIP, WARN, FAIL = Verdict.PASS, Verdict.SKIP, Verdict.WARN, Verdict.FAIL


@pytest.mark.parametrize(
    ("system", "image_tool", "missing", "version"),
    [
        ("8.2.2", "8.2.2", PASS, PASS),
        ("10.0.0", "10.0.0", PASS, PASS),
        ("5.0", "5.0", PASS, PASS),
        ("4.2.1", "4.2.1", PASS, FAIL),
        ("0", "8.2.2", PASS, WARN),
        ("8.2.2", "", FAIL, PASS),
        ("", "8.2.2", FAIL, SKIP),
        ("", "", FAIL, SKIP),
    ],
)
def test_qemu(system: str, image_tool: str, missing: Verdict, version: Verdict) -> None:
    facts = pc(qemu=Qemu(system, image_tool))
    assert judged(MISSING, facts).verdict is missing
    assert judged(VERSION, facts).verdict is version


def test_only_missing_programs_are_to_be_installed() -> None:
    remedy = judged(MISSING, pc(qemu=Qemu("8.2.2", ""))).remedy
    assert "apt-get install qemu-utils ovmf" in remedy
    both = judged(MISSING, pc(qemu=Qemu("", ""))).remedy
    assert "apt-get install qemu-system-x86 qemu-utils ovmf" in both


def test_a_pc_without_uefi_firmware_is_told_the_package() -> None:
    finding = judged(FIRMWARE, pc(firmware=None))
    assert finding.verdict is FAIL
    assert "ovmf" in finding.remedy


@pytest.mark.parametrize(("word", "verdict"), [("x86_64", PASS), ("aarch64", FAIL), ("i686", FAIL)])
def test_nodes_exist_for_64_bit_pcs_only(word: str, verdict: Verdict) -> None:
    assert judged(OS_ARCH, pc(architecture=word)).verdict is verdict


def test_a_state_folder_that_cannot_be_written_is_named() -> None:
    finding = judged(STATE_DIR, pc(rights=LOCKED_OUT))
    assert finding.verdict is FAIL
    assert "/srv" in finding.remedy
    assert finding.evidence["folder"] == "/srv"


def test_a_closed_way_to_the_folder_is_spoken_of_by_its_own_check_only() -> None:
    facts = pc(rights=LOCKED_OUT, access=Access("shop", "/srv", "700", "root"))
    assert judged(STATE_DIR, facts).verdict is SKIP
    assert judged(STATE_DIR, pc(rights=LOCKED_OUT, access=UNREAD)).verdict is FAIL
