"""How fixes are done and taken back: written down first, and nothing foreign is touched."""

from __future__ import annotations

import pytest

from installer.engine.preflight import all_fixes
from installer.errors import AdminNeeded, CommandFailed, ForeignResource
from installer.facts.base import Facts
from installer.facts.groups import Groups
from installer.facts.kvm import Kvm
from installer.facts.qemu import Qemu
from installer.facts.rights import Rights
from installer.facts.system import System
from installer.host.base import Result
from installer.steps.context import Owned
from tests.unit.checks.pc import cluster, pc
from tests.unit.fixes.recording import USER, Held, RecordingPc, context

FIXES = all_fixes()
NO_QEMU = pc(qemu=Qemu("", ""))
NO_MODULE = pc(kvm=Kvm(False, False, "", (), ""))
MODULES = "/etc/modules-load.d/edgewright.conf"
PORTS = "/etc/sysctl.d/60-edgewright-ports.conf"
VALUE = "/proc/sys/net/ipv4/ip_unprivileged_port_start"
SIMULATION = Result(
    0,
    "Inst seabios (1.16 Debian:12 [all])\n"
    "Inst libc6 [2.36-9] (2.36-10 Debian:12 [amd64])\n"
    "Inst qemu-system-x86 (1:7.2 Debian:12 [amd64])\n"
    "Inst qemu-utils (1:7.2 Debian:12 [amd64])\nConf seabios (1.16)\n",
)
FAILED = Result(100, "", "E: Unable to locate package qemu-utils")


async def applied(
    fix: str, facts: Facts, machine: RecordingPc, *owned: Owned, api_port: int = 6443
) -> Held:
    held = Held(machine, *owned)
    await FIXES[fix].apply(context(machine, held, fix), facts, cluster(api_port=api_port))
    return held


async def undone(fix: str, machine: RecordingPc, held: Held) -> None:
    await FIXES[fix].undo(context(machine, held, fix), tuple(held.owned))


async def test_packages_are_ours_before_they_are_there_and_only_if_they_were_not() -> None:
    machine = RecordingPc(
        {
            "apt-get --simulate": SIMULATION,
            "dpkg-query": Result(1, "seabios installed\nqemu-utils config-files\n"),
        }
    )
    held = await applied("install-qemu", NO_QEMU, machine)
    owns = [line for line in machine.lines if line.startswith("own ")]
    assert owns == ["own apt-package qemu-system-x86", "own apt-package qemu-utils"]
    assert "install qemu-system-x86 qemu-utils" in machine.lines[-1]
    machine.answers["dpkg-query"] = Result(0, "qemu-system-x86 installed\nqemu-utils installed\n")
    await undone("install-qemu", machine, held)
    assert machine.lines[-1].endswith("dpkg --remove qemu-utils qemu-system-x86")


async def test_a_package_that_is_gone_already_is_not_removed_again() -> None:
    machine = RecordingPc({"dpkg-query": Result(1, "qemu-utils installed\n")})
    names = ("ovmf", "qemu-utils")
    held = Held(machine, *(Owned("install-qemu", "apt-package", name) for name in names))
    await undone("install-qemu", machine, held)
    assert machine.changes == ["env DEBIAN_FRONTEND=noninteractive dpkg --remove qemu-utils"]
    machine.answers["dpkg-query"] = Result(1)
    await undone("install-qemu", machine, held)
    assert len(machine.changes) == 1


async def test_old_lists_are_brought_up_to_date_and_it_is_tried_again() -> None:
    machine = RecordingPc({"env DEBIAN_FRONTEND=noninteractive apt-get": FAILED})
    with pytest.raises(CommandFailed):
        await applied("install-qemu", NO_QEMU, machine)
    commands = [line for line in machine.changes if "apt-get" in line and "--sim" not in line]
    assert ["--yes" in line for line in commands] == [True, False, True]
    assert commands[1].endswith("update")


async def test_what_could_not_be_installed_is_not_ours() -> None:
    machine = RecordingPc({"env DEBIAN_FRONTEND=noninteractive apt-get": FAILED})
    held = Held(machine)
    with pytest.raises(CommandFailed):
        await FIXES["install-qemu"].apply(
            context(machine, held, "install-qemu"), NO_QEMU, cluster()
        )
    assert "own apt-package qemu-utils" in machine.lines
    assert held.owned == []


@pytest.mark.parametrize(
    ("system", "removal"),
    [
        (System("fedora", (), ""), "rpm --erase qemu-img qemu-system-x86"),
        (System("opensuse-leap", ("suse",), ""), "rpm --erase qemu-tools qemu-x86"),
        (System("arch", (), ""), "pacman --remove --noconfirm qemu-img qemu-system-x86"),
    ],
)
async def test_other_package_managers_remove_no_more_than_was_asked(
    system: System, removal: str
) -> None:
    machine = RecordingPc({"rpm --query": Result(2, "package qemu-img is not installed\n")})
    held = await applied("install-qemu", pc(qemu=Qemu("", ""), system=system), machine)
    names = [thing.ident for thing in reversed(held.owned)]
    there = Result(0, "".join(f"{name}\n" for name in names))
    machine.answers |= {"rpm --query": there, "pacman --query": there}
    await undone("install-qemu", machine, held)
    assert machine.lines[-1] == removal


async def test_the_module_is_loaded_and_remembered_and_both_are_taken_back() -> None:
    machine = RecordingPc()
    held = await applied("load-kvm-module", NO_MODULE, machine)
    assert machine.files == {MODULES: "kvm_intel\n"}
    assert machine.lines.index(f"own file {MODULES}") < machine.lines.index(f"tee {MODULES}")
    assert machine.lines.index("own module kvm_intel") < machine.lines.index("modprobe kvm_intel")
    await undone("load-kvm-module", machine, held)
    assert machine.files == {}
    assert "modprobe --remove kvm_intel" in machine.lines


async def test_a_module_that_is_refused_is_not_asked_for_at_every_start() -> None:
    machine = RecordingPc({"modprobe kvm_intel": Result(1, "", "Operation not supported")})
    held = Held(machine)
    with pytest.raises(CommandFailed):
        await FIXES["load-kvm-module"].apply(
            context(machine, held, "load-kvm-module"), NO_MODULE, cluster()
        )
    assert machine.files == {}
    assert held.owned == []


async def test_a_module_in_use_stays_and_that_is_said() -> None:
    machine = RecordingPc({"modprobe --remove": Result(1, "", "Module kvm_intel is in use.")})
    held = await applied("load-kvm-module", NO_MODULE, machine)
    await undone("load-kvm-module", machine, held)
    assert machine.files == {}
    assert any("next restart" in line for line in machine.lines)


async def test_the_file_of_somebody_else_is_left_alone() -> None:
    machine = RecordingPc(files={MODULES: "nbd\n"})
    with pytest.raises(ForeignResource):
        await applied("load-kvm-module", NO_MODULE, machine)
    assert machine.files == {MODULES: "nbd\n"}
    assert machine.changes == []


async def test_a_line_that_stands_there_already_is_not_ours() -> None:
    machine = RecordingPc(files={MODULES: "kvm_intel\n"})
    held = await applied("load-kvm-module", NO_MODULE, machine)
    assert [thing.kind for thing in held.owned] == ["module"]


@pytest.mark.parametrize(
    ("text", "left"),
    [
        ("kvm_intel\nnbd\n", {MODULES: "nbd\n"}),
        ("nbd\n", {MODULES: "nbd\n"}),
        ("kvm_in", {}),
        ("", {}),
    ],
)
async def test_what_was_added_to_our_file_stays(text: str, left: dict[str, str]) -> None:
    machine = RecordingPc(files={MODULES: text})
    held = Held(machine, Owned("load-kvm-module", "file", MODULES))
    await undone("load-kvm-module", machine, held)
    assert machine.files == left


async def test_a_user_who_has_left_the_group_is_not_taken_out_again() -> None:
    forbidden = pc(kvm=Kvm(True, False, "kvm", (), ""), groups=Groups("shop", ("shop",), ("shop",)))
    machine = RecordingPc()
    held = await applied("join-kvm-group", forbidden, machine)
    assert machine.changes == ["own member shop", "gpasswd --add shop kvm"]
    await undone("join-kvm-group", machine, held)
    assert machine.changes[-1] == "gpasswd --add shop kvm"
    machine.answers["id -Gn -- shop"] = Result(0, "shop kvm\n")
    await undone("join-kvm-group", machine, held)
    assert machine.changes[-1] == "gpasswd --delete shop kvm"


async def test_lower_and_lower_ports_are_taken_back_to_the_first_value() -> None:
    machine = RecordingPc()
    held = await applied("open-low-ports", pc(), machine, api_port=443)
    rights = pc(rights=Rights(1000, (), "/srv", writable=True, lowest_port=443))
    held = await applied("open-low-ports", rights, machine, *held.owned, api_port=80)
    assert machine.files == {PORTS: "net.ipv4.ip_unprivileged_port_start = 80\n"}
    # What a real kernel would show, one value after the other.
    shown = iter(("80\n", "443\n"))
    machine.read_text = lambda path: _value(machine, path, shown)  # type: ignore[method-assign]
    await undone("open-low-ports", machine, held)
    values = [line for line in machine.lines if line.startswith("sysctl")]
    assert [line.rpartition("=")[2] for line in values] == ["443", "80", "443", "1024"]
    assert machine.files == {}


async def _value(machine: RecordingPc, path: str, shown: object) -> str:
    if path == VALUE:
        return str(next(shown))  # type: ignore[call-overload]
    return await RecordingPc.read_text(machine, path)


async def test_a_value_that_somebody_chose_since_stays() -> None:
    machine = RecordingPc(files={VALUE: "0\n"})
    setting = "net.ipv4.ip_unprivileged_port_start 1024 443"
    held = Held(machine, Owned("open-low-ports", "setting", setting))
    await undone("open-low-ports", machine, held)
    assert machine.changes == []


async def test_what_an_administrator_does_after_a_refusal_is_not_ours() -> None:
    machine = RecordingPc(
        {"pkexec env": Result(126, "", "Request dismissed"), "sudo": Result(1)}, user=USER
    )
    held = Held(machine)
    with pytest.raises(AdminNeeded):
        await FIXES["install-qemu"].apply(
            context(machine, held, "install-qemu"), NO_QEMU, cluster()
        )
    assert "own apt-package qemu-system-x86" in machine.lines
    assert held.owned == []
