"""What Ctrl+K finds: pages, loaded objects, clusters and commands, the best fitting first."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from itertools import islice

from gui.texts import tr
from gui.viewmodels.console.columns import state_of_row
from gui.viewmodels.console.console import ConsoleModel
from gui.viewmodels.console.pages import KIND_TITLES, PAGES, PageName, page_of

_MOST = 9


@dataclass(frozen=True, slots=True)
class Hit:
    """A line of the list: icon, name, what it is, and what Enter does."""

    icon: str
    name: str
    what: str
    run: Callable[[], None]


class Search:
    """Looks only at what is loaded: nothing is asked of the cluster while one types."""

    def __init__(self, console: ConsoleModel, go: Callable[[PageName], None]) -> None:
        self._console, self._go = console, go
        self.commands: Callable[[], list[Hit]] = list

    def find(self, text: str) -> list[Hit]:
        """The hits for what was typed; with nothing typed the pages and commands."""
        words = text.lower().split()
        if not words:
            return [*self._pages(), *self.commands()]
        fixed = [*self._pages(), *self.commands(), *self._clusters()]
        hits = [hit for hit in fixed if _fits(words, f"{hit.name} {hit.what}")]
        return list(islice(_chain(hits, self._objects(words)), _MOST))

    def _pages(self) -> list[Hit]:
        return [
            Hit(info.icons[0], tr(info.title).replace("&", ""), tr("Page"), self._opens(page))
            for page, info in PAGES.items()
        ]

    def _opens(self, page: PageName) -> Callable[[], None]:
        return lambda: self._go(page)

    def _clusters(self) -> list[Hit]:
        console = self._console
        return [
            Hit("globe", choice.title, tr("Cluster"), lambda n=number: console.choose(n))  # type: ignore[misc]
            for number, choice in enumerate(console.choices)
            if number != console.chosen
        ]

    def _objects(self, words: list[str]) -> Iterator[Hit]:
        for rows in self._console.lists.values():
            kind = rows.kind
            if kind.name not in KIND_TITLES or kind.name == "events":
                continue
            icon = PAGES[page_of(kind.name)].icons[0]
            what = tr(KIND_TITLES[kind.name][1])
            for row in rows.table.rows.values():
                if _fits(words, f"{row.name} {row.namespace} {what.lower()}"):
                    state = state_of_row(kind, row)
                    where = f"{row.namespace}, " if row.namespace else ""
                    said = f"{what}, {where}{state.word}"
                    show = self._shows(kind.name, row.uid)
                    yield Hit(icon, row.name, said, show)

    def _shows(self, kind: str, uid: str) -> Callable[[], None]:
        return lambda: self._console.show(kind, uid)


def _fits(words: list[str], text: str) -> bool:
    small = text.lower()
    return all(word in small for word in words)


def _chain(first: list[Hit], rest: Iterator[Hit]) -> Iterator[Hit]:
    yield from first
    yield from rest
