"""What holds for every fix, and which of them a PC is offered."""

from __future__ import annotations

import re

import pytest

from installer.checks.base import Check
from installer.engine.preflight import all_checks, all_fixes
from installer.facts.base import Facts, FactUnavailable
from installer.facts.groups import Groups
from installer.facts.kvm import Kvm
from installer.facts.processors import Processors
from installer.facts.qemu import Qemu
from installer.facts.rights import Rights
from installer.facts.system import System
from installer.fixes.base import Fix
from installer.host.admin import admin_line
from installer.known_issues import known_issues
from tests.unit.checks.pc import GOOD, UNREAD, cluster, pc

# Those of Linux; of Windows speaks test_windows_fixes.
FIXES = {name: fix for name, fix in all_fixes().items() if any(c.fix == name for c in all_checks())}
# A PC that needs all of them.
BROKEN = {
    "qemu": Qemu("", ""),
    "firmware": None,
    "kvm": Kvm(False, False, "", (), ""),
}
FORBIDDEN = Kvm(True, False, "kvm", ("kvm", "kvm_intel"), "")
STRANGER = Groups("shop", ("shop",), ("shop",))


def lines(fix: str, facts: Facts, api_port: int = 6443) -> list[str] | None:
    plan = FIXES[fix].describe(facts, cluster(api_port=api_port))
    return None if plan is None else [admin_line(command) for command in plan.commands]


@pytest.mark.parametrize("fix", FIXES.values(), ids=FIXES)
def test_a_good_pc_needs_no_fix(fix: Fix) -> None:
    assert fix.describe(pc(), cluster()) is None


@pytest.mark.parametrize("fix", FIXES.values(), ids=FIXES)
def test_a_fix_guesses_nothing(fix: Fix) -> None:
    with pytest.raises(FactUnavailable):
        fix.describe(Facts(dict.fromkeys(GOOD, UNREAD)), cluster())


@pytest.mark.parametrize("fix", FIXES.values(), ids=FIXES)
def test_a_fix_has_a_name_and_a_title(fix: Fix) -> None:
    assert re.fullmatch(r"[a-z]+(-[a-z]+)+", fix.id)
    assert fix.title[0].isupper()
    assert not fix.title.endswith(".")
    assert any(check.fix == fix.id for check in all_checks())


@pytest.mark.parametrize("check", [c for c in all_checks() if c.fix], ids=lambda c: str(c.id))
def test_the_fix_that_a_check_names_exists(check: Check) -> None:
    assert check.fix in FIXES


def test_the_fix_that_a_known_issue_names_exists() -> None:
    named = {issue.fix for issue in known_issues() if issue.fix}
    assert {"install-qemu", "join-kvm-group", "load-kvm-module"} <= named <= FIXES.keys()


@pytest.mark.parametrize(
    ("system", "packages", "installer"),
    [
        (System("debian", (), ""), "qemu-system-x86 qemu-utils ovmf", "apt-get --yes"),
        (System("ubuntu", ("debian",), ""), "qemu-system-x86 qemu-utils ovmf", "apt-get --yes"),
        (System("linuxmint", ("ubuntu", "debian"), ""), "qemu-utils ovmf", "apt-get --yes"),
        (System("fedora", (), ""), "qemu-system-x86 qemu-img edk2-ovmf", "sudo dnf --assumeyes"),
        (
            System("opensuse-leap", ("suse", "opensuse"), ""),
            "qemu-x86 qemu-tools qemu-ovmf-x86_64",
            "sudo zypper --non-interactive install",
        ),
        (System("sles", ("suse",), ""), "qemu-ovmf-x86_64", "sudo zypper"),
        (System("arch", (), ""), "qemu-system-x86 qemu-img edk2-ovmf", "sudo pacman --sync"),
    ],
)
def test_each_distribution_has_its_own_packages(
    system: System, packages: str, installer: str
) -> None:
    found = lines("install-qemu", pc(**BROKEN, system=system))
    assert found is not None
    assert found[-1].endswith(packages)
    assert installer in found[-1]
    assert ("update" in found[0]) == ("apt-get" in installer)


@pytest.mark.parametrize(
    "system",
    [
        # Their QEMU is another program.
        System("rhel", ("fedora",), ""),
        System("rocky", ("rhel", "centos", "fedora"), ""),
        System("nixos", (), ""),
        System("fedora", (), "", image=True),
    ],
)
def test_where_the_packages_are_not_known_nothing_is_offered(system: System) -> None:
    assert lines("install-qemu", pc(**BROKEN, system=system)) is None


@pytest.mark.parametrize(
    ("facts", "packages"),
    [
        (pc(firmware=None), "install ovmf"),
        (pc(qemu=Qemu("8.2.2", "")), "install qemu-utils"),
        (pc(qemu=Qemu("", "8.2.2"), firmware=None), "install qemu-system-x86 ovmf"),
    ],
)
def test_only_what_is_missing_is_installed(facts: Facts, packages: str) -> None:
    found = lines("install-qemu", facts)
    assert found is not None
    assert found[-1].endswith(packages)


@pytest.mark.parametrize(("extension", "module"), [("vmx", "kvm_intel"), ("svm", "kvm_amd")])
def test_the_module_fits_the_processor(extension: str, module: str) -> None:
    processors = Processors(4, "CPU", True, False, extension)
    assert lines("load-kvm-module", pc(kvm=BROKEN["kvm"], processors=processors)) == [
        f"echo {module} | sudo tee /etc/modules-load.d/edgewright.conf",
        f"sudo modprobe {module}",
    ]


@pytest.mark.parametrize(
    "facts",
    [
        pc(kvm=BROKEN["kvm"], processors=Processors(4, "CPU", False, False)),
        pc(kvm=Kvm(False, False, "", (), "kvm: disabled by bios")),
        pc(kvm=Kvm(False, False, "", ("kvm", "kvm_intel"), "")),
    ],
)
def test_a_module_that_cannot_help_is_not_loaded(facts: Facts) -> None:
    assert lines("load-kvm-module", facts) is None


def test_the_user_joins_the_group() -> None:
    found = lines("join-kvm-group", pc(kvm=FORBIDDEN, groups=STRANGER))
    assert found == ["sudo gpasswd --add shop kvm"]


@pytest.mark.parametrize(
    "facts",
    [
        # The user is in it: only a new log-on helps.
        pc(kvm=FORBIDDEN, groups=Groups("shop", ("shop",), ("shop", "kvm"))),
        # Whoever is in such a group may do far more than use KVM.
        pc(kvm=Kvm(True, False, "disk", (), ""), groups=STRANGER),
        pc(kvm=FORBIDDEN, groups=Groups("", (), ())),
    ],
)
def test_no_other_membership_is_given(facts: Facts) -> None:
    assert lines("join-kvm-group", facts) is None


def test_low_ports_are_opened_as_far_as_the_cluster_asks() -> None:
    setting, file = "net.ipv4.ip_unprivileged_port_start", "/etc/sysctl.d/60-edgewright-ports.conf"
    assert lines("open-low-ports", pc(), api_port=443) == [
        f"echo '{setting} = 443' | sudo tee {file}",
        f"sudo sysctl --write {setting}=443",
    ]
    root = Rights(0, (), "/srv", writable=True, lowest_port=1024)
    assert lines("open-low-ports", pc(rights=root), api_port=443) is None
