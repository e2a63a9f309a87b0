"""The order of the pages and which of them there are; no Qt, no widgets.

start new, answer file, demo:  all pages
continue an installation:      Welcome, Install, Done
"""

from __future__ import annotations

import enum
from dataclasses import dataclass, field


class PageId(enum.StrEnum):
    """A page of the wizard."""

    WELCOME = "welcome"
    CHECK = "check"
    RUN = "run"
    RESOURCES = "resources"
    NETWORK = "network"
    SAFETY = "safety"
    REVIEW = "review"
    INSTALL = "install"
    DONE = "done"


class Start(enum.StrEnum):
    """How the user wants to begin."""

    NEW = "new"
    FILE = "file"
    CONTINUE = "continue"
    DEMO = "demo"


_SHORT = (PageId.WELCOME, PageId.INSTALL, PageId.DONE)
# From here on the PC is being changed: the way back leads through Undo only.
_LOCKED = (PageId.INSTALL, PageId.DONE)


@dataclass
class Flow:
    """Where the user is, and where the user may go."""

    start: Start = Start.NEW
    current: PageId = PageId.WELCOME
    visited: set[PageId] = field(default_factory=lambda: {PageId.WELCOME})

    @property
    def pages(self) -> tuple[PageId, ...]:
        """The pages that there are, in order."""
        return _SHORT if self.start is Start.CONTINUE else tuple(PageId)

    @property
    def following(self) -> PageId | None:
        """The page behind this one."""
        index = self.pages.index(self.current) + 1
        return self.pages[index] if index < len(self.pages) else None

    @property
    def previous(self) -> PageId | None:
        """The page before this one, as long as nothing has been changed."""
        index = self.pages.index(self.current) - 1
        return None if index < 0 or self.current in _LOCKED else self.pages[index]

    def reachable(self, page: PageId) -> bool:
        """Whether the user may go to a page by its name in the list."""
        if self.current in _LOCKED:
            return page is self.current
        return page in self.pages and page in self.visited and page not in _LOCKED

    def go(self, page: PageId) -> None:
        """Be on a page."""
        self.current = page
        self.visited.add(page)

    def begin_again(self) -> None:
        """Back to the first page with nothing visited, as after everything was undone."""
        self.current, self.visited = PageId.WELCOME, {PageId.WELCOME}

    def choose(self, start: Start) -> None:
        """Settle how to begin; another way makes other pages."""
        if start is not self.start:
            self.start = start
            self.visited = {PageId.WELCOME}
