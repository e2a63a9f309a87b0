from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from installer import events
from installer.cli.log_file import event_words, logging_to
from installer.events import CheckFinished, Event, Notice, StepProgress

FIELDS: dict[str, Any] = {
    "seconds": 1.0,
    "delay": 2.0,
    "attempt": 1,
    "index": 1,
    "total": 2,
    "mandatory": True,
    "options": (),
}


def every_kind() -> list[type[Event]]:
    kinds = [kind for kind in vars(events).values() if isinstance(kind, type)]
    return [kind for kind in kinds if issubclass(kind, Event) and kind is not Event]


@pytest.mark.parametrize("kind", every_kind(), ids=lambda kind: kind.__name__)
def test_every_event_has_words_of_its_own(kind: type[Event]) -> None:
    names = [name for name in kind.__dataclass_fields__ if name not in ("seq", "at", "evidence")]
    given = {name: FIELDS.get(name, name) for name in names if name not in ("fraction", "phases")}
    assert event_words(kind(**given)) != kind.__name__


def test_secrets_never_reach_the_log_and_each_event_is_one_line(tmp_path: Path) -> None:
    log = tmp_path / "log.txt"
    key = "-----BEGIN OPENSSH PRIVATE KEY-----\ngeheim\n-----END OPENSSH PRIVATE KEY-----"
    with logging_to(log) as file:
        file.tell(Notice(text="join with abcdef.0123456789abcdef"))
        file.tell(StepProgress(step="s", text=f"found {key}\nand more"))
        file.tell(
            CheckFinished(
                check="net.proxy",
                title="t",
                verdict="warn",
                summary="s",
                remedy="r",
                mandatory=False,
                evidence={"proxy": "http://anna:geheim@proxy:3128"},
            )
        )
    lines = log.read_text().splitlines()
    assert len(lines) == 3
    assert "geheim" not in log.read_text()
    assert "abcdef.0123456789abcdef" not in log.read_text()
    assert lines[1].endswith("step s: found [hidden] | and more")


def test_a_disk_that_fills_up_ends_the_log_and_not_the_run(
    capsys: pytest.CaptureFixture[str],
) -> None:
    full = Path("/dev/full")
    if not full.exists():
        pytest.skip("this system has no /dev/full")
    with logging_to(full) as log:
        log.tell(Notice(text="one"))
        log.tell(Notice(text="two"))
    said = capsys.readouterr().err
    assert said.count("The log ends here") == 1
