"""A check as a row of the page: its state in words, what may be done about it."""

from __future__ import annotations

from dataclasses import dataclass

from gui.engine_words import said
from gui.texts import tr
from gui.viewmodels.flow import PageId
from installer.api import Check, FixOffer, Outcome, Verdict

# What these checks object to can be answered differently on a later page.
ANSWERED_ON = {
    "cpu.count": PageId.RESOURCES,
    "host.memory": PageId.RESOURCES,
    "host.memory_headroom": PageId.RESOURCES,
    "disk.free": PageId.RESOURCES,
    "net.subnet_overlap": PageId.NETWORK,
    "port.conflict": PageId.NETWORK,
    "port.privileged": PageId.NETWORK,
}
_ORDER = (Verdict.FAIL, Verdict.UNKNOWN, Verdict.WARN, Verdict.PASS, Verdict.SKIP)


@dataclass(frozen=True, slots=True, kw_only=True)
class CheckItem:
    """One check.  `state` is run, ok, warn, fail or neutral; `page` is where to answer it."""

    id: str
    state: str
    title: str
    word: str
    summary: str = ""
    remedy: str = ""
    evidence: str = ""
    page: PageId | None = None
    fix: str = ""
    fix_changes: tuple[str, ...] = ()
    acceptable: bool = False
    accepted: bool = False


def waiting(check: Check, *, running: bool) -> CheckItem:
    """A check without a finding."""
    state, word = ("run", tr("Checking")) if running else ("neutral", tr("Not checked yet"))
    return CheckItem(id=check.id, state=state, title=said(check.title), word=word)


def item_of(outcome: Outcome, page: PageId | None, *, accepted: bool) -> CheckItem:
    """A check with its finding; `page` is where another answer helps."""
    check, finding = outcome.check, outcome.finding
    state, word = _state(outcome)
    return CheckItem(
        id=check.id,
        state=state,
        title=said(check.title),
        word=tr("Accepted") if accepted and state == "warn" else word,
        summary=said(finding.summary),
        remedy=said(finding.remedy),
        evidence="\n".join(f"{key}: {value}" for key, value in finding.evidence.items()),
        page=page,
        fix=said(outcome.fix.fix.title) if outcome.fix else "",
        fix_changes=_changes(outcome.fix) if outcome.fix else (),
        acceptable=state == "warn",
        accepted=accepted,
    )


def rank(outcome: Outcome) -> tuple[bool, int]:
    """What has to change comes first, what is well comes last."""
    return not outcome.blocks, _ORDER.index(outcome.finding.verdict)


def _changes(offer: FixOffer) -> tuple[str, ...]:
    """What a fix changes, and what it needs and asks for."""
    fix, notes = offer.fix, []
    if fix.needs_admin:
        notes.append(tr("It needs an administrator: the system may ask for a password."))
    if fix.needs_restart:
        notes.append(tr("It takes effect once this PC was restarted."))
    elif fix.needs_relogin:
        notes.append(tr("It takes effect once you have logged out and in again."))
    return (*map(said, offer.plan.changes), *notes)


def _state(outcome: Outcome) -> tuple[str, str]:
    verdict = outcome.finding.verdict
    if outcome.blocks:
        return "fail", tr("Fix needed")
    if verdict is Verdict.PASS:
        return "ok", tr("Passed")
    if verdict is Verdict.SKIP:
        return "neutral", tr("Not needed")
    return "warn", tr("Good to know")
