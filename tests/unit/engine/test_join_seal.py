"""The seal of join files: opened by the right passphrase only, and by nothing that was changed."""

from __future__ import annotations

import base64
import contextlib
import hashlib
import json
from collections.abc import Callable
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from installer.engine.join_seal import LARGEST, open_sealed, read_sealed, seal
from installer.errors import JoinFileLocked, JoinFileUnreadable, UsageError

PASSPHRASE = "four words of no sense"
SECRET = b'{"token": "abcdef.0123456789abcdef"}'
HEAD = {"cluster": "shop-1", "id": "abcdef"}
# scrypt takes half a second at its real cost.
CHEAP = 2**10
TEXT = seal(HEAD, SECRET, PASSPHRASE, cost=CHEAP)
Change = Callable[[dict[str, Any]], None]


def _changed(change: Change) -> bytes:
    """The file as somebody changes it who knows how its checksum is made."""
    body: dict[str, Any] = json.loads(TEXT)
    del body["checksum"]
    change(body)
    canonical = json.dumps(body, sort_keys=True, separators=(",", ":")).encode()
    return json.dumps(body | {"checksum": hashlib.sha256(canonical).hexdigest()}).encode()


def test_the_right_passphrase_opens_it_and_the_text_shows_nothing_of_the_secret() -> None:
    sealed = read_sealed(TEXT.encode())
    assert open_sealed(sealed, PASSPHRASE) == SECRET
    assert sealed.head == HEAD
    assert "abcdef.0123" not in TEXT
    assert PASSPHRASE not in TEXT


def test_two_files_with_the_same_content_have_nothing_in_common() -> None:
    one, other = (json.loads(seal(HEAD, SECRET, PASSPHRASE, cost=CHEAP)) for _ in range(2))
    assert one["scrypt"]["salt"] != other["scrypt"]["salt"]
    assert one["nonce"] != other["nonce"]
    assert one["sealed"] != other["sealed"]


def test_the_usual_cost_is_what_owasp_asks_for() -> None:
    made = json.loads(seal(HEAD, SECRET, PASSPHRASE))["scrypt"]
    assert (made["n"], made["r"], made["p"]) == (2**17, 8, 1)


@pytest.mark.parametrize("wrong", ["", PASSPHRASE.upper(), f"{PASSPHRASE} ", PASSPHRASE[:-1]])
def test_another_passphrase_does_not_open_it(wrong: str) -> None:
    with pytest.raises(JoinFileLocked):
        open_sealed(read_sealed(TEXT.encode()), wrong)


def _flip(text: str) -> str:
    data = bytearray(base64.b64decode(text))
    data[0] ^= 1
    return base64.b64encode(data).decode()


@pytest.mark.parametrize(
    "change",
    [
        lambda body: body["head"].update(cluster="shop-2"),
        lambda body: body["head"].update(more="x"),
        lambda body: body.update(nonce=_flip(body["nonce"])),
        lambda body: body.update(sealed=_flip(body["sealed"])),
        lambda body: body["scrypt"].update(salt=_flip(body["scrypt"]["salt"])),
        lambda body: body["scrypt"].update(n=2**11),
    ],
    ids=["head", "more-head", "nonce", "sealed", "salt", "cost"],
)
def test_a_file_that_was_changed_on_purpose_does_not_open(change: Change) -> None:
    with pytest.raises(JoinFileLocked):
        open_sealed(read_sealed(_changed(change)), PASSPHRASE)


@pytest.mark.parametrize(
    "change",
    [
        lambda body: body["scrypt"].update(n=2**30),
        lambda body: body["scrypt"].update(n=3),
        lambda body: body["scrypt"].update(p=64),
        lambda body: body.update(version=2),
        lambda body: body.update(nonce="AAAA"),
        lambda body: body.update(sealed="no base64"),
        lambda body: body.update(head=[1]),
        lambda body: body.pop("scrypt"),
    ],
    ids=["memory", "no-power", "lanes", "version", "nonce", "sealed", "head", "scrypt"],
)
def test_a_file_that_asks_for_what_none_of_ours_does_is_not_read(change: Change) -> None:
    with pytest.raises(JoinFileUnreadable):
        read_sealed(_changed(change))


@given(st.integers(0, len(TEXT) - 1), st.integers(0, 255))
def test_a_copy_with_one_wrong_byte_is_damaged_or_the_same(place: int, byte: int) -> None:
    data = bytearray(TEXT.encode())
    data[place] = byte
    with contextlib.suppress(JoinFileUnreadable):
        assert open_sealed(read_sealed(bytes(data)), PASSPHRASE) == SECRET


@given(st.binary(max_size=400))
def test_what_is_no_join_file_is_said_to_be_none(data: bytes) -> None:
    with pytest.raises(JoinFileUnreadable):
        read_sealed(data)


@pytest.mark.parametrize("data", [b"[" * 100_000, b" " * (LARGEST + 1), b'{"format": 1e999}'])
def test_a_file_that_would_be_a_burden_is_refused(data: bytes) -> None:
    with pytest.raises(JoinFileUnreadable):
        read_sealed(data)


def test_a_short_passphrase_is_refused_when_the_file_is_made() -> None:
    with pytest.raises(UsageError, match="12 characters"):
        seal(HEAD, SECRET, "short")
