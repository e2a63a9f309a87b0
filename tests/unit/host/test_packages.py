"""What is asked of package managers, and what is read from their answers."""

from __future__ import annotations

import shutil

import pytest

from installer.host.local import LocalHost
from installer.host.packages import APT, MANAGERS, PackageManager


@pytest.mark.parametrize(
    ("name", "words", "expected"),
    [
        ("apt", "a installed\nb config-files\nc half-configured\nd not-installed\n", ["a", "c"]),
        ("dnf", "qemu-img\npackage edk2-ovmf is not installed\n", ["qemu-img"]),
        ("zypper", "package qemu-x86 is not installed\n", []),
        ("pacman", "qemu-img\n", ["qemu-img"]),
    ],
)
def test_what_is_installed_is_told_from_what_is_not(
    name: str, words: str, expected: list[str]
) -> None:
    assert MANAGERS[name].held.findall(words) == expected


@pytest.mark.parametrize("manager", MANAGERS.values(), ids=MANAGERS)
def test_nothing_waits_for_an_answer_and_nothing_else_is_removed(manager: PackageManager) -> None:
    quiet = {"--yes", "--assumeyes", "--non-interactive", "--noconfirm"}
    assert quiet & set(manager.install)
    assert {"dpkg", "rpm", "pacman"} & set(manager.remove)
    assert not {"--cascade", "--recursive", "--nodeps"} & set(manager.remove)


@pytest.mark.skipif(shutil.which("apt-get") is None, reason="the system has no apt-get")
async def test_the_real_apt_understands_the_questions() -> None:
    host = LocalHost()
    assert await APT.installed(host, ("dpkg", "no-such-package-at-all")) == {"dpkg"}
    assert await APT.new_packages(host, ("dpkg",)) == ()
