"""The distribution, from its own account."""

from __future__ import annotations

import pytest

from installer.facts.system import System, parse

UBUNTU = """PRETTY_NAME="Ubuntu 22.04.4 LTS"
NAME="Ubuntu"
VERSION_ID="22.04"
ID=ubuntu
ID_LIKE=debian
HOME_URL="https://www.ubuntu.com/"
"""
LEAP = 'ID="opensuse-leap"\nID_LIKE="suse opensuse"\nPRETTY_NAME="Leap 15.6"\n'
SILVERBLUE = "ID=fedora\nPRETTY_NAME='Fedora Silverblue'\nOSTREE_VERSION='42.20250410.0'\n"


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (UBUNTU, System("ubuntu", ("debian",), "Ubuntu 22.04.4 LTS")),
        (LEAP, System("opensuse-leap", ("suse", "opensuse"), "Leap 15.6")),
        ("# a comment\nID=arch\n", System("arch", (), "arch")),
        ("", System("linux", (), "linux")),
        (SILVERBLUE, System("fedora", (), "Fedora Silverblue", image=True)),
        ("ID=opensuse-microos\n", System("opensuse-microos", (), "opensuse-microos", image=True)),
    ],
)
def test_the_account_is_understood(text: str, expected: System) -> None:
    assert parse(text) == expected
