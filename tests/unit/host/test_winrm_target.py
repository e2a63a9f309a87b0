"""The address of another PC: what is understood, and what is refused because it is not safe."""

from __future__ import annotations

from pathlib import Path

import pytest

from installer.errors import UsageError
from installer.host.winrm_target import WinRmTarget, parse_target

PRINT = "AB:" * 31 + "AB"


@pytest.mark.parametrize(
    ("text", "target"),
    [
        ("winrm://ann@pc", WinRmTarget(address="pc", user="ann")),
        ("winrm://ann@pc:443", WinRmTarget(address="pc", user="ann", port=443)),
        (
            "winrm+http://ann@pc",
            WinRmTarget(address="pc", user="ann", port=5985, tls=False),
        ),
        ("winrm://SHOP%5Cann@10.0.0.7", WinRmTarget(address="10.0.0.7", user="SHOP\\ann")),
        ("winrm://ann%40shop.example@pc", WinRmTarget(address="pc", user="ann@shop.example")),
        ("winrm://ann@[fd00::7]", WinRmTarget(address="fd00::7", user="ann")),
        (
            f"winrm://ann@pc?fingerprint={PRINT}",
            WinRmTarget(address="pc", user="ann", fingerprint="ab" * 32),
        ),
        (
            "winrm://ann@pc?authority=/ca.pem&login=basic",
            WinRmTarget(address="pc", user="ann", login="basic", authority=Path("/ca.pem")),
        ),
        ("winrm://pc?login=kerberos", WinRmTarget(address="pc", user="", login="kerberos")),
        (
            "winrm://pc?login=certificate&certificate=/a.pem&key=/b.pem",
            WinRmTarget(
                address="pc",
                user="",
                login="certificate",
                certificate=Path("/a.pem"),
                key=Path("/b.pem"),
            ),
        ),
    ],
)
def test_an_address_is_understood(text: str, target: WinRmTarget) -> None:
    assert parse_target(text) == target


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("pc", "look like"),
        ("ssh://ann@pc", "look like"),
        ("winrm://", "look like"),
        ("winrm://ann@pc:x", "not an address"),
        ("winrm://[fd00", "not an address"),
        ("winrm://pc", "no user"),
        ("winrm://ann:pa55@pc", "password"),
        ("winrm://ann@pc?pasword=x", "no option pasword"),
        ("winrm://ann@pc?login=digest", "no login digest"),
        ("winrm://ann@pc?fingerprint=abc", "64 digits"),
        ("winrm+http://ann@pc?login=basic", "in the clear"),
        ("winrm+http://pc?login=certificate&certificate=a&key=b", "in the clear"),
        (f"winrm+http://ann@pc?fingerprint={PRINT}", "only be judged"),
        ("winrm://pc?login=certificate", "certificate and key"),
    ],
)
def test_an_address_that_cannot_be_used_is_refused(text: str, words: str) -> None:
    with pytest.raises(UsageError) as caught:
        parse_target(text)
    assert words in caught.value.details
    assert "pa55" not in f"{caught.value.brief} {caught.value.details} {caught.value.advice}"


@pytest.mark.parametrize(
    ("target", "url"),
    [
        (WinRmTarget(address="pc", user="ann"), "https://pc:5986/wsman"),
        (WinRmTarget(address="fd00::7", user="a", tls=False), "http://[fd00::7]:5986/wsman"),
    ],
)
def test_the_service_is_addressed(target: WinRmTarget, url: str) -> None:
    assert target.url == url


@pytest.mark.parametrize(
    ("login", "needed"),
    [("ntlm", True), ("basic", True), ("kerberos", False), ("certificate", False)],
)
def test_a_password_is_needed_where_there_is_no_other_proof(login: str, *, needed: bool) -> None:
    options = "&certificate=/a&key=/b" if login == "certificate" else ""
    assert parse_target(f"winrm://ann@pc?login={login}{options}").needs_password is needed
