from __future__ import annotations

import pytest

from installer.errors import ForeignResource
from installer.host.base import Result
from installer.hypervisors.base import VmSpec
from installer.hypervisors.qemu_parts import autostart
from installer.hypervisors.qemu_parts.paths import VmPaths
from tests.unit.hypervisors import fake_qemu
from tests.unit.hypervisors.fake_qemu import FakeQemuHost

NAME = "edgewright-shop-node-1.service"
SYSTEM = f"/etc/systemd/system/{NAME}"
USER = f"/home/ann/.config/systemd/user/{NAME}"


def systemctl(host: FakeQemuHost) -> list[str]:
    return [
        " ".join(command.argv[1:]) for command in host.commands if command.argv[0] == "systemctl"
    ]


async def test_without_systemd_it_says_so_and_what_to_do(
    host: FakeQemuHost, vm: VmSpec, paths: VmPaths
) -> None:
    said = await autostart.enable(host, vm, paths)
    assert "no systemd" in said
    assert "`edgewright start shop`" in said
    assert host.files == {}


async def test_root_gets_a_unit_of_the_pc_that_is_enabled_but_not_started(
    host: FakeQemuHost, vm: VmSpec, paths: VmPaths
) -> None:
    host.systemd = fake_qemu.SYSTEMD_ROOT
    assert await autostart.enable(host, vm, paths) == ""
    assert "Owner=5f3c\n" in host.files[SYSTEM]
    assert systemctl(host) == ["daemon-reload", f"enable {NAME}"]


@pytest.mark.parametrize(
    ("systemd", "hint"),
    [(fake_qemu.SYSTEMD_USER, True), (fake_qemu.SYSTEMD_LINGERING_USER, False)],
)
async def test_a_user_gets_a_unit_of_their_own_and_a_hint_unless_it_lingers(
    host: FakeQemuHost, vm: VmSpec, paths: VmPaths, systemd: Result, hint: bool
) -> None:
    host.systemd = systemd
    said = await autostart.enable(host, vm, paths)
    assert ("loginctl enable-linger ann" in said) is hint
    assert bool(said) is hint
    assert list(host.files) == [USER]
    assert systemctl(host) == ["--user daemon-reload", f"--user enable {NAME}"]


async def test_a_systemd_that_refuses_is_quoted_and_no_unit_stays(
    host: FakeQemuHost, vm: VmSpec, paths: VmPaths
) -> None:
    host.systemd = fake_qemu.SYSTEMD_USER
    host.systemctl_result = Result(1, "", "Refusing to operate on linked unit file")
    said = await autostart.enable(host, vm, paths)
    assert "Refusing to operate" in said
    assert host.files == {}


@pytest.mark.parametrize(
    ("systemd", "hint"),
    [(fake_qemu.SYSTEMD_USER, True), (fake_qemu.SYSTEMD_LINGERING_USER, False)],
)
async def test_without_a_session_bus_the_link_is_made_by_hand_and_removed_again(
    host: FakeQemuHost, vm: VmSpec, paths: VmPaths, systemd: Result, hint: bool
) -> None:
    host.systemd = systemd
    host.systemctl_result = Result(1, "", "Failed to connect to bus: No medium found")
    said = await autostart.enable(host, vm, paths)
    assert "the next time" in said
    assert ("loginctl enable-linger ann" in said) is hint
    link = f"/home/ann/.config/systemd/user/default.target.wants/{NAME}"
    assert set(host.files) == {USER, link}
    assert host.files[link] == f"-> ../{NAME}"
    await autostart.disable(host, vm)
    assert host.files == {}


async def test_disable_removes_the_unit_and_its_link(
    host: FakeQemuHost, vm: VmSpec, paths: VmPaths
) -> None:
    host.systemd = fake_qemu.SYSTEMD_ROOT
    await autostart.enable(host, vm, paths)
    link = f"/etc/systemd/system/multi-user.target.wants/{NAME}"
    host.files[link] = ""
    await autostart.disable(host, vm)
    assert host.files == {}
    assert systemctl(host)[-2:] == [f"disable {NAME}", "daemon-reload"]


async def test_disable_without_a_unit_does_nothing(host: FakeQemuHost, vm: VmSpec) -> None:
    host.systemd = fake_qemu.SYSTEMD_ROOT
    await autostart.disable(host, vm)
    assert systemctl(host) == []


async def test_a_unit_of_somebody_else_is_kept(
    host: FakeQemuHost, vm: VmSpec, paths: VmPaths
) -> None:
    host.systemd = fake_qemu.SYSTEMD_ROOT
    host.files[SYSTEM] = "[X-Edgewright]\nOwner=5f3c2\n"
    with pytest.raises(ForeignResource):
        await autostart.enable(host, vm, paths)
    with pytest.raises(ForeignResource):
        await autostart.disable(host, vm)
    assert host.files[SYSTEM] == "[X-Edgewright]\nOwner=5f3c2\n"
