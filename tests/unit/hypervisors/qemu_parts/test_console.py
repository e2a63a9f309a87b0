from __future__ import annotations

from pathlib import Path

import pytest

from installer.hypervisors.qemu_parts.console import clean, tail


@pytest.mark.parametrize(
    ("raw", "text"),
    [
        ("plain", "plain"),
        ("one\r\ntwo\r\n", "one\ntwo"),
        ("\x1b[2J\x1b[01;01H\x1b[=3hBdsDxe: loading", "BdsDxe: loading"),
        ("[\x1b[0;32m  OK  \x1b[0m] Started", "[  OK  ] Started"),
        ("\x1b]0;title\x07prompt", "prompt"),
        ("\x1b]8;;http://x\x1b\\link", "link"),
        ("bell\x07 null\x00 \x7f", "bell null"),
        ("a\n\n\n   \nb", "a\nb"),
        ("tab\tkept, ümlaut kept", "tab\tkept, ümlaut kept"),
    ],
)
def test_control_characters_are_taken_out(raw: str, text: str) -> None:
    assert clean(raw) == text


def test_a_log_that_is_not_there_is_empty(tmp_path: Path) -> None:
    assert tail(tmp_path / "gone", lines=60) == ""


def test_only_the_end_is_read_and_broken_text_does_no_harm(tmp_path: Path) -> None:
    log = tmp_path / "log"
    log.write_bytes(b"\xff" * 3_000_000 + b"\nlast but one\nlast\n")
    assert tail(log, lines=2) == "last but one\nlast"
