"""Pods and what makes them; objects are created here from a file."""

from __future__ import annotations

from gui.console.apply_dialog import ask_for_file
from gui.console.list_page import ListPage
from gui.texts import tr
from gui.viewmodels.console.console import ConsoleModel
from gui.viewmodels.console.pages import PageName
from gui.widgets.buttons import button


class WorkloadsPage(ListPage):
    """As other lists, with one action of the page itself."""

    def __init__(self, model: ConsoleModel) -> None:
        super().__init__(model, PageName.WORKLOADS)
        create = button(tr("Create from &file…"), icon_name="file-text", small=True)
        create.setObjectName("create")
        create.clicked.connect(lambda: ask_for_file(self.window(), model))
        if not model.read_only:
            self.extra = create
            self.head.addWidget(create)
