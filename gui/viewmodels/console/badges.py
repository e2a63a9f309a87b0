"""How much needs attention on which page, and how badly; pure."""

from __future__ import annotations

from gui.viewmodels.console.pages import PageName, page_of
from gui.viewmodels.console.words import state_of
from installer.api.console import Overview


def weigh(overview: Overview) -> tuple[dict[str, str], dict[PageName, tuple[str, int]]]:
    """The worst mark of each kind, and the mark and the number of objects of each page."""
    marks: dict[str, str] = {}
    badges: dict[PageName, tuple[str, int]] = {}
    for item in overview.attention:
        mark = state_of(item.page, item.word, attention=True).mark
        if marks.get(item.page) != "fail":
            marks[item.page] = "fail" if mark == "fail" else "warn"
        page = page_of(item.page)
        worst, count = badges.get(page, ("warn", 0))
        badges[page] = ("fail" if mark == "fail" else worst, count + len(item.refs))
    return marks, badges
