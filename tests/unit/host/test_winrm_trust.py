"""Who the other PC is, and who may log in there: nothing is sent to one that is not trusted."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from installer.errors import AccessRefused, HostNotTrusted, MissingTool
from tests.helpers.winrm_server.certificates import Certificates, make_certificates
from tests.helpers.winrm_server.server import serving
from tests.helpers.winrm_server.shells import Trouble
from tests.helpers.winrm_server.soap import ACCESS_DENIED
from tests.unit.host.winrm_bench import (
    PASSWORD,
    USER,
    bench,
    connected,
    know_users,
    said,
    target_of,
)


@pytest.fixture(autouse=True)
def users(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    know_users(monkeypatch, tmp_path)


@pytest.fixture
def certificates(tmp_path: Path) -> Certificates:
    return make_certificates(tmp_path)


async def test_a_wrong_password_is_told_and_not_repeated() -> None:
    with serving(users={USER: PASSWORD}) as server:
        async with connected(target_of(server), password="s3cret") as host:
            with pytest.raises(AccessRefused) as caught:
                await said(host, "echo")
    assert "s3cret" not in f"{caught.value} {caught.value.details}"


async def test_a_user_without_rights_is_told() -> None:
    trouble = Trouble(faults=[("Create", ACCESS_DENIED)])
    async with bench(trouble=trouble) as (_, host):
        with pytest.raises(AccessRefused):
            await said(host, "echo")


async def test_kerberos_that_is_not_installed_is_told() -> None:
    with serving(users={}) as server:
        async with connected(target_of(server, login="kerberos")) as host:
            with pytest.raises((MissingTool, AccessRefused)):
                await said(host, "echo")


@pytest.mark.parametrize("login", ["basic", "ntlm"])
async def test_a_certificate_of_a_known_authority_is_trusted(
    login: str, certificates: Certificates
) -> None:
    with serving(users={USER: PASSWORD}, certificate=certificates.server) as server:
        target = target_of(server, tls=True, login=login, authority=certificates.authority)
        async with connected(target) as host:
            assert (await said(host, "echo"))["do"] == "echo"


async def test_a_certificate_with_the_given_fingerprint_is_trusted(
    certificates: Certificates,
) -> None:
    with serving(users={USER: PASSWORD}, certificate=certificates.server) as server:
        target = target_of(server, tls=True, fingerprint=certificates.fingerprint)
        async with connected(target) as host:
            assert (await said(host, "echo"))["do"] == "echo"


@pytest.mark.parametrize("known", ["nothing", "other fingerprint", "other name"])
async def test_no_login_is_sent_to_a_pc_that_is_not_trusted(known: str, tmp_path: Path) -> None:
    address = "127.0.0.9" if known == "other name" else "127.0.0.1"
    certificates = make_certificates(tmp_path, address=address)
    cases: dict[str, dict[str, Any]] = {
        "nothing": {},
        "other fingerprint": {"fingerprint": "ab" * 32},
        "other name": {"authority": certificates.authority},
    }
    with serving(users={USER: PASSWORD}, certificate=certificates.server) as server:
        target = target_of(server, tls=True, login="basic", **cases[known])
        async with connected(target) as host:
            with pytest.raises(HostNotTrusted):
                await said(host, "echo")
        assert server.actions == []


async def test_a_plain_answer_to_an_encrypted_question_is_refused() -> None:
    async with bench(trouble=Trouble(plain=True)) as (_, host):
        with pytest.raises(HostNotTrusted) as caught:
            await said(host, "echo")
        assert "in the clear" in caught.value.brief


async def test_a_login_does_not_follow_a_redirect(certificates: Certificates) -> None:
    with serving(users={USER: PASSWORD}, certificate=certificates.server) as third:
        trouble = Trouble(redirect=f"https://127.0.0.1:{third.port}/wsman")
        async with bench(trouble=trouble) as (_, host):
            with pytest.raises(HostNotTrusted):
                await said(host, "echo")
        assert third.actions == []
