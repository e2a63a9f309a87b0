"""Everything that expires, on one line of time and in a table, the soonest first."""

from __future__ import annotations

from gui.console.board_page import BoardPage
from gui.texts import tr
from gui.viewmodels.console.board import Board
from gui.viewmodels.console.certificates import COLUMNS, SOON, SPAN, Ends, rows_of
from gui.viewmodels.console.console import ConsoleModel
from gui.viewmodels.console.table import TableModel
from gui.widgets.cards import Card
from gui.widgets.layouts import Item
from gui.widgets.states import empty_state
from gui.widgets.table import Table
from gui.widgets.text import Text
from gui.widgets.timeline import Ending, TimeLine
from installer.api.console import Certificate

_ON_LINE, _ROW, _HEAD, _MOST_ROWS = 8, 28, 40, 12
Certificates = tuple[Certificate, ...]


class CertificatesPage(BoardPage[Certificates]):
    """Asks each minute while it is seen."""

    def __init__(self, model: ConsoleModel) -> None:
        board = Board(model, lambda cluster: cluster.certificates(), "read certificates")
        super().__init__(model, tr("Certificates"), board)

    def show_value(self, value: Certificates) -> list[Item]:
        """The line of time, then all of them."""
        if not value:
            card = Card()
            card.add(
                empty_state(
                    "shield-check",
                    tr("No certificates found"),
                    tr("Nothing that expires could be seen with this access."),
                )
            )
            return [card]
        rows = rows_of(value, self.model.around.now())
        table = TableModel(COLUMNS, sort="STATE")
        table.reset(rows)
        view = Table(tr("Certificates"), table, COLUMNS)
        view.setObjectName("table-certificates")
        view.show_sorted(1, descending=False)
        view.setMinimumHeight(_HEAD + _ROW * min(_MOST_ROWS, len(rows)))
        below = Card(margins=(1, 4, 1, 4), gap=0)
        below.add(view)
        # The view does not own its model.
        table.setParent(view)
        return [self._time_line(list(rows.values())), below]

    def _time_line(self, rows: list[Ends]) -> Card:
        known = sorted(
            (row for row in rows if row.days is not None), key=lambda r: r.certificate.expires or 0
        )
        endings = [
            Ending(row.certificate.name, row.state.mark, (row.days or 0) / SPAN, row.date)
            for row in known[:_ON_LINE]
        ]
        marks = [(0.0, tr("today")), (SOON / SPAN, tr("{count} days", count=SOON))]
        marks.append((365 / SPAN, tr("1 year")))
        card = Card(margins=(16, 12, 16, 12), gap=6)
        card.add(Text(tr("What ends first"), "section"))
        card.add(TimeLine(tr("What ends first"), endings, marks))
        return card
