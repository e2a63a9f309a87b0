"""`edgewright secret`: a secret gets into the store, and nothing of it onto the terminal."""

from __future__ import annotations

import io
from pathlib import Path

import pytest

from installer.cli.main import main
from installer.host.credentials import CredentialStore

SECRET = "anna:geheim"


def _call(state: Path, *words: str) -> int:
    return main(["secret", *words, "--state", str(state), "--simulate", "happy-shop"])


def _stored(state: Path) -> str | None:
    return CredentialStore(state, None).get("shop-1/nas")


@pytest.mark.parametrize("ending", ["", "\n", "\r\n", "\nmore lines\n"])
def test_a_secret_is_the_first_line_of_a_file(tmp_path: Path, ending: str) -> None:
    file = tmp_path / "typed"
    file.write_text(SECRET + ending, newline="")
    assert _call(tmp_path, "set", "shop-1/nas", "--secret-file", str(file)) == 0
    assert _stored(tmp_path) == SECRET


def test_a_secret_can_be_piped_in_and_is_never_shown(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr("sys.stdin", io.StringIO(f"{SECRET}\n"))
    assert _call(tmp_path, "set", "shop-1/nas") == 0
    assert _stored(tmp_path) == SECRET
    said = capsys.readouterr().out
    assert "shop-1/nas is kept in the file" in said
    assert "geheim" not in said


def test_a_secret_is_forgotten_also_when_it_is_gone_already(tmp_path: Path) -> None:
    CredentialStore(tmp_path, None).put("shop-1/nas", SECRET)
    for _ in range(2):
        assert _call(tmp_path, "remove", "shop-1/nas") == 0
        assert _stored(tmp_path) is None


@pytest.mark.parametrize(
    ("words", "told"),
    [
        (("set", "Geheim!"), "cannot have this name"),
        (("set", "shop-1/nas", "--secret-file", "/nowhere/at/all"), "cannot be read"),
        (("set", "shop-1/nas"), "no secret to keep"),
    ],
)
def test_what_cannot_be_kept_is_told(
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
    words: tuple[str, ...],
    told: str,
) -> None:
    monkeypatch.setattr("sys.stdin", io.StringIO(""))
    assert _call(tmp_path, *words) == 2
    said = " ".join(capsys.readouterr().err.split())
    assert told in said
    assert "Geheim" not in said
