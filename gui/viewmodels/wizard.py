"""The wizard as a whole: which page is shown, where one may go, and why not."""

from __future__ import annotations

from PySide6.QtCore import QObject, Signal

from gui.texts import tr
from gui.viewmodels.check import CheckModel
from gui.viewmodels.done import DoneModel
from gui.viewmodels.flow import Flow, PageId, Start
from gui.viewmodels.install import InstallModel
from gui.viewmodels.install_words import Phase
from gui.viewmodels.network import NetworkModel
from gui.viewmodels.resources import ResourcesModel
from gui.viewmodels.review import ReviewModel
from gui.viewmodels.run import RunModel
from gui.viewmodels.safety import SafetyModel
from gui.viewmodels.setup import Setup
from gui.viewmodels.welcome import WelcomeModel

_PASSIVE = (PageId.INSTALL, PageId.DONE)
_PageModel = (
    WelcomeModel | CheckModel | RunModel | ResourcesModel | NetworkModel | SafetyModel | ReviewModel
)


class WizardModel(QObject):
    """Holds the models of all pages; `moved` tells that another page is shown."""

    moved = Signal()
    changed = Signal()

    def __init__(self, setup: Setup) -> None:
        super().__init__()
        self.setup = setup
        self.flow = Flow()
        self.welcome = WelcomeModel(setup)
        self.check = CheckModel(setup)
        self.run = RunModel(setup)
        self.resources = ResourcesModel(setup)
        self.network = NetworkModel(setup)
        self.safety = SafetyModel(setup)
        self.review = ReviewModel(setup)
        self.install = InstallModel(setup)
        self.done = DoneModel(setup, self.install)
        self._enter = {
            PageId.WELCOME: self.welcome.enter,
            PageId.CHECK: self.check.enter,
            PageId.RUN: self.run.enter,
            PageId.REVIEW: self._enter_review,
            PageId.DONE: self.done.enter,
        }
        self._hindrances: dict[PageId, _PageModel] = {
            PageId.WELCOME: self.welcome,
            PageId.CHECK: self.check,
            PageId.RUN: self.run,
            PageId.RESOURCES: self.resources,
            PageId.NETWORK: self.network,
            PageId.SAFETY: self.safety,
            PageId.REVIEW: self.review,
        }
        # First of all, so that whoever hears of a change sees the pages that follow from it.
        self.welcome.changed.connect(self._sync_start)
        for model in self._hindrances.values():
            model.changed.connect(self.changed)
        self.install.changed.connect(self.changed)
        self.done.changed.connect(self.changed)
        self.install.finished.connect(self._finished)
        setup.session_changed.connect(self._another_pc)

    def begin(self) -> None:
        """Show the first page; needs a running event loop."""
        self._sync_start()
        self.show(PageId.WELCOME)

    def show(self, page: PageId) -> None:
        """Show a page."""
        self.flow.go(page)
        self.moved.emit()
        if page in self._enter:
            self._enter[page]()
        self.changed.emit()

    def go_to(self, page: PageId) -> None:
        """Go to a page by the list, as far as that is possible."""
        if page is not self.flow.current and self.flow.reachable(page):
            self.show(page)

    def next(self) -> None:
        """Go on; from Review this begins the installation."""
        following = self.flow.following
        if following is None or self.hindrance:
            return
        if following is PageId.INSTALL:
            self._begin_installation()
        self.show(following)

    def back(self) -> None:
        """Go to the page before."""
        if self.flow.previous is not None:
            self.show(self.flow.previous)

    def undo_unfinished(self) -> None:
        """Undo the interrupted installation that is chosen on the first page."""
        self.install.forget()
        self.install.undo(self.welcome.cluster)
        self.show(PageId.INSTALL)

    def start_over(self) -> None:
        """Back to the first page, when nothing is being changed."""
        if not self.install.busy:
            self.install.forget()
            self.welcome.forget()
            self.setup.start_over()
            self.flow.begin_again()
            self.show(PageId.WELCOME)

    @property
    def hindrance(self) -> str:
        """Why Next is not possible; empty when it is."""
        model = self._hindrances.get(self.flow.current)
        return model.hindrance if model is not None else ""

    @property
    def next_label(self) -> str:
        """What the button Next does, with its mnemonic; empty where there is none."""
        following = self.flow.following
        if self.flow.current in _PASSIVE or following is None:
            return ""
        if self.flow.start is Start.CONTINUE:
            return tr("&Continue the installation")
        return {
            PageId.CHECK: tr("&Check this PC"),
            PageId.RUN: tr("Choose what to &run"),
            PageId.RESOURCES: tr("Set &resources"),
            PageId.NETWORK: tr("Set up the &network"),
            PageId.SAFETY: tr("Choose sa&fety"),
            PageId.REVIEW: tr("Revie&w choices"),
            PageId.INSTALL: tr("&Install now"),
        }.get(following, "")

    def page_title(self, page: PageId) -> str:
        """The name of a page in the list."""
        return {
            PageId.WELCOME: tr("Welcome"),
            PageId.CHECK: tr("Check this PC"),
            PageId.RUN: tr("What to run"),
            PageId.RESOURCES: tr("Resources"),
            PageId.NETWORK: tr("Network"),
            PageId.SAFETY: tr("Safety"),
            PageId.REVIEW: tr("Review"),
            PageId.INSTALL: tr("Install"),
            PageId.DONE: tr("Done"),
        }[page]

    def page_state(self, page: PageId) -> str:
        """How a page is marked in the list: now, done, warn, fail or todo."""
        if page is PageId.INSTALL and self.install.phase is Phase.FAILED:
            return "fail"
        if page is self.flow.current:
            return "now"
        if page not in self.flow.visited:
            return "todo"
        model = self._hindrances.get(page)
        asked = page is not PageId.WELCOME and self.flow.current not in _PASSIVE
        return "warn" if asked and model is not None and model.hindrance else "done"

    def _enter_review(self) -> None:
        self.run.enter()
        self.review.enter()

    def _begin_installation(self) -> None:
        self.install.forget()
        if self.flow.start is Start.CONTINUE:
            self.install.resume(self.welcome.cluster)
        else:
            self.install.install()

    def _finished(self) -> None:
        if self.flow.current is PageId.INSTALL:
            self.show(PageId.DONE)

    def _sync_start(self) -> None:
        if self.flow.current is PageId.WELCOME:
            self.flow.choose(self.welcome.start)

    def _another_pc(self) -> None:
        self.flow.visited &= {PageId.WELCOME}
        self.install.forget()
        self.changed.emit()
