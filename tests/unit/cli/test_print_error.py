"""What a person reads when something fails."""

from __future__ import annotations

import pytest

from installer.cli.output import print_error
from installer.errors import VmNotStarted

WORDS = "qemu-system-x86_64: cannot set up guest memory 'pc.ram': Cannot allocate memory"


@pytest.fixture(autouse=True)
def wide(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("COLUMNS", "300")


def test_a_known_issue_is_explained_before_the_technical_text(
    capsys: pytest.CaptureFixture[str],
) -> None:
    print_error(VmNotStarted("It did not start.", details=WORDS))
    lines = capsys.readouterr().err.splitlines()
    order = ["Error:", "What to do:", "Known issue:", "What helps:", "qemu-system", "[node."]
    assert [line[: len(start)] for line, start in zip(lines, order, strict=True)] == order
    assert "free memory" in lines[2]
    assert "lower `memory`" in lines[3]
    assert lines[3].endswith("[qemu.memory_short]")


def test_an_unknown_text_is_shown_as_it_is(capsys: pytest.CaptureFixture[str]) -> None:
    print_error(VmNotStarted("It did not start.", details="ended with code 1"))
    printed = capsys.readouterr().err
    assert "Known issue" not in printed
    assert "ended with code 1" in printed
