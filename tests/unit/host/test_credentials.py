"""The credential store: a keyring that works, and every way in which one does not."""

from __future__ import annotations

import threading
from pathlib import Path

import pytest

from installer.errors import UsageError
from installer.host.credentials import FILE_NAME, CredentialStore, user_keyring

SECRET = "c4n4ry-of-the-store"
NAME = "shop-1/azure-password"


class Ring:
    """A keyring in memory."""

    def __init__(self) -> None:
        self.held: dict[tuple[str, str], str] = {}

    def set_password(self, service: str, username: str, password: str) -> None:
        self.held[service, username] = password

    def get_password(self, service: str, username: str) -> str | None:
        return self.held.get((service, username))

    def delete_password(self, service: str, username: str) -> None:
        del self.held[service, username]


class Broken(Ring):
    """Every call is an error, whose words repeat the secret."""

    def set_password(self, service: str, username: str, password: str) -> None:
        raise RuntimeError(f"cannot store {password}")

    def get_password(self, service: str, username: str) -> str | None:
        raise RuntimeError("locked")

    def delete_password(self, service: str, username: str) -> None:
        raise RuntimeError("locked")


class Forgetful(Ring):
    """Says that it has stored, and has not."""

    def get_password(self, service: str, username: str) -> str | None:
        return None


class Silent(Ring):
    """Asks somebody for a password who never comes."""

    def __init__(self) -> None:
        super().__init__()
        self.over = threading.Event()

    def set_password(self, service: str, username: str, password: str) -> None:
        self.over.wait()

    def get_password(self, service: str, username: str) -> str | None:
        self.over.wait()
        return None


def _file(folder: Path) -> Path:
    return folder / FILE_NAME


def test_a_secret_goes_into_the_keyring_and_into_no_file(tmp_path: Path) -> None:
    ring = Ring()
    store = CredentialStore(tmp_path, ring)
    kept = store.put(NAME, SECRET)
    assert (kept.place, kept.why_not) == ("the keyring of your user", "")
    assert ring.held == {("edgewright", NAME): SECRET}
    assert list(tmp_path.iterdir()) == []
    assert store.get(NAME) == SECRET
    store.delete(NAME)
    assert store.get(NAME) is None


@pytest.mark.parametrize(
    ("ring", "why"),
    [
        (None, "no keyring for this user"),
        (Broken(), "RuntimeError"),
        (Forgetful(), "did not give back"),
    ],
)
def test_without_a_keyring_that_works_the_file_takes_its_place_and_says_why(
    tmp_path: Path, ring: Ring | None, why: str
) -> None:
    store = CredentialStore(tmp_path, ring)
    kept = store.put(NAME, SECRET)
    assert why in kept.why_not
    assert SECRET not in kept.why_not
    assert str(_file(tmp_path)) in kept.place
    assert _file(tmp_path).stat().st_mode & 0o077 == 0
    assert store.get(NAME) == SECRET
    assert store.get("another") is None
    store.delete(NAME)
    assert store.get(NAME) is None
    assert not _file(tmp_path).exists()


def test_a_keyring_that_never_answers_is_waited_for_no_longer_than_agreed(tmp_path: Path) -> None:
    ring = Silent()
    try:
        store = CredentialStore(tmp_path, ring, patience=0.05)
        assert "did not answer" in store.put(NAME, SECRET).why_not
        assert store.get(NAME) == SECRET
    finally:
        ring.over.set()


def test_a_secret_is_found_when_the_keyring_comes_and_leaves_no_copy(tmp_path: Path) -> None:
    CredentialStore(tmp_path, None).put(NAME, "older")
    CredentialStore(tmp_path, None).put("shop-2/azure-password", "of another cluster")
    ring = Ring()
    store = CredentialStore(tmp_path, ring)
    assert store.get(NAME) == "older"
    store.put(NAME, SECRET)
    assert store.get(NAME) == SECRET
    assert "older" not in _file(tmp_path).read_text()
    assert store.get("shop-2/azure-password") == "of another cluster"
    store.delete(NAME)
    assert store.get(NAME) is None


@pytest.mark.parametrize("content", ["", "{", "[1]", '"text"'])
def test_a_damaged_file_is_an_error_that_shows_nothing_of_it(tmp_path: Path, content: str) -> None:
    _file(tmp_path).write_text(content)
    with pytest.raises(UsageError, match="damaged") as caught:
        CredentialStore(tmp_path, None).get(NAME)
    assert content == "" or content not in caught.value.details


def test_a_backend_that_protects_nothing_is_no_keyring() -> None:
    # What the tests run with is keyring's own backend for PCs without any.
    assert user_keyring() is None
