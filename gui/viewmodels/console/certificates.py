"""Everything that expires: its state, when it ends in words, and its place on the line of time."""

from __future__ import annotations

from dataclasses import dataclass

from PySide6.QtCore import QDateTime

from gui.cells import Column, State
from gui.cells import Kind as CellKind
from gui.texts import language, later, tr
from gui.viewmodels.console.phrases import in_words
from installer.api.console import Certificate

DAY = 86_400.0
# From here on it is time to act, and from there on it is urgent.
SOON, URGENT = 60, 14
SPAN = 420  # days that the line of time shows
_SOURCES = {
    "api-server": later("API server"),
    "kubelet": later("Node"),
    "client": later("Your access"),
    "secret": later("TLS secret"),
    "webhook": later("Webhook"),
    "arc": later("Azure Arc"),
}


@dataclass(frozen=True, slots=True)
class Ends:
    """A certificate at a moment; `uid` tells rows apart."""

    uid: str
    certificate: Certificate
    now: float

    @property
    def days(self) -> int | None:
        """Whole days that are left; negative when it is over, None when it is not known."""
        expires = self.certificate.expires
        return None if expires is None else int((expires - self.now) // DAY)

    @property
    def state(self) -> State:
        """How urgent it is."""
        days = self.days
        if days is None:
            return State("neutral", tr("Not known"))
        if days < 0:
            return State("fail", tr("Over"))
        if days == 0:
            return State("fail", tr("Ends today"))
        if days < URGENT:
            return State("fail", tr("Ends in {count} days", count=days))
        if days < SOON:
            return State("warn", tr("Ends in {count} days", count=days))
        return State("ok", tr("{count} days left", count=days))

    @property
    def source(self) -> str:
        """Whose certificate it is."""
        return tr(_SOURCES.get(self.certificate.source, self.certificate.source))

    @property
    def date(self) -> str:
        """The day on which it ends."""
        expires = self.certificate.expires
        if expires is None:
            return "-"
        day = QDateTime.fromMSecsSinceEpoch(int(expires * 1000)).date()
        return language.locale.toString(day, language.locale.FormatType.ShortFormat)

    @property
    def words(self) -> str:
        """What that means, or why it could not be read."""
        return in_words(self.certificate.problem) or in_words(self.certificate.say)


def rows_of(certificates: tuple[Certificate, ...], now: float) -> dict[str, Ends]:
    """Rows by their uid."""
    found = (
        Ends(f"{number} {one.source} {one.name}", one, now)
        for number, one in enumerate(certificates)
    )
    return {row.uid: row for row in found}


def _left(row: Ends) -> float:
    expires = row.certificate.expires
    return float("inf") if expires is None else expires


COLUMNS = (
    Column(
        key="NAME",
        title=later("Certificate"),
        show=lambda row: row.certificate.name,
        order=lambda row: row.certificate.name,
        kind=CellKind.MAIN,
    ),
    Column(
        key="STATE",
        title=later("State"),
        show=lambda row: row.state,
        order=_left,
        width=180,
        kind=CellKind.STATE,
    ),
    Column(
        key="END", title=later("Ends"), show=lambda row: row.date, order=_left, width=104, drop=1
    ),
    Column(
        key="SOURCE",
        title=later("Whose"),
        show=lambda row: row.source,
        order=lambda row: row.source,
        width=110,
        drop=2,
    ),
    Column(
        key="ISSUER",
        title=later("Issued by"),
        show=lambda row: row.certificate.issuer,
        order=lambda row: row.certificate.issuer,
        width=190,
        drop=4,
    ),
    Column(
        key="WORDS",
        title=later("What to know"),
        show=lambda row: row.words,
        order=lambda row: row.words,
        width=300,
        drop=3,
    ),
)
