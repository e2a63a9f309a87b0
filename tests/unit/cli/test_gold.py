from __future__ import annotations

import json
from pathlib import Path

import pytest

from installer.cli.main import main

CLONED = "title: cloned\npc: {cloned: true}\n"


@pytest.mark.parametrize(
    ("scenario", "words", "code"),
    [
        ("happy-shop", (), 0),
        (CLONED, (), 3),
        (CLONED, ("--image-made", "2026-05-27T10:00"), 3),
        (CLONED, ("--image-made", "2026-01-01"), 0),
    ],
)
def test_the_exit_code_says_whether_to_ship(
    tmp_path: Path,
    capsys: pytest.CaptureFixture[str],
    scenario: str,
    words: tuple[str, ...],
    code: int,
) -> None:
    if scenario == CLONED:
        (tmp_path / "cloned.yaml").write_text(CLONED)
        scenario = str(tmp_path / "cloned.yaml")
    place = ["gold-check", "--simulate", scenario, "--state", str(tmp_path / "state"), *words]
    assert main(place) == code
    said = capsys.readouterr().out
    assert ("safe to ship" in said) == (code == 0)
    assert ("What to do: As root run" in said) == (code == 3)
    assert main([*place, "--format", "json"]) == code
    report = json.loads(capsys.readouterr().out)
    assert report["safe"] == (code == 0)
    assert len({found["id"] for found in report["findings"]}) == len(report["findings"]) == 6
    assert not (tmp_path / "state").exists()


def test_a_time_that_is_none_is_a_wrong_call(capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit) as ended:
        main(["gold-check", "--image-made", "yesterday"])
    assert ended.value.code == 2
    assert "--image-made" in capsys.readouterr().err
