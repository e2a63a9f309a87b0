"""The page of errors is the one that the program would write now."""

from __future__ import annotations

from pathlib import Path

from installer.error_guide import error_leaves, guide_text
from installer.known_issues import known_issues

PAGE = Path(__file__).resolve().parents[2] / "docs" / "errors.md"


def test_the_page_is_up_to_date() -> None:
    assert PAGE.read_text(encoding="utf-8") == guide_text(), (
        "docs/errors.md is stale: run `python -m installer.error_guide`"
    )


def test_every_error_has_one_row_and_every_known_issue_one_section() -> None:
    lines = guide_text().splitlines()
    for leaf in error_leaves():
        [row] = [line for line in lines if line.startswith(f"| `{leaf.code}` |")]
        assert row.count(" | ") == 4, "a cell holds a column mark"
        assert f" | {leaf.resolution} | {leaf.exit_code} | " in row
    for issue in known_issues():
        assert lines.count(f"### `{issue.id}`") == 1
        assert issue.cause in lines
