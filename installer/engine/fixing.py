"""Carries out what the program can put right on a PC itself, and takes it back.

One journal for the whole PC, `<state>/fixes.jsonl`, says what was changed: a fix outlives the
cluster for which it was made.  As with clusters, an `own` line stands before the change.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from installer.config.model import EdgeCluster
from installer.engine.fix_journal import look_into_fixes, open_fixes
from installer.engine.journal import Journal
from installer.engine.preflight import CheckReport, all_fixes
from installer.engine.session import Session
from installer.errors import (
    AdminNeeded,
    EdgewrightError,
    RestartNeeded,
    UndoIncomplete,
    UsageError,
)
from installer.events import Notice, ResourceOwned, ResourceRemoved
from installer.fixes.base import Fix, FixOffer, FixPlan
from installer.fixes.context import FixContext
from installer.host.base import Command
from installer.steps.context import Owned


@dataclass(frozen=True, slots=True)
class AppliedFix:
    """A fix of which something is still on this PC, and what taking it back would change."""

    fix: Fix
    undo: FixPlan


def applied_fixes(session: Session) -> tuple[AppliedFix, ...]:
    """What was put right on this PC and can be taken back; raises JournalUnreadable."""
    journal = look_into_fixes(session)
    known = all_fixes()
    mine = {name: _owned(journal, name) for name in known}
    return tuple(
        AppliedFix(known[name], known[name].describe_undo(owned))
        for name, owned in mine.items()
        if owned
    )


def find_offer(report: CheckReport, wanted: str) -> FixOffer:
    """The fix of this id, or for the check of this id; raises UsageError when there is none."""
    for outcome in report.outcomes:
        if outcome.fix and wanted in (outcome.check.id, outcome.fix.fix.id):
            return outcome.fix
    known = {o.check.id: o for o in report.outcomes}
    if wanted in known:
        finding = known[wanted].finding
        raise UsageError(
            f"There is nothing that the program could put right for {wanted}: {finding.summary}",
            resolution=finding.remedy or "Nothing has to be done.",
        )
    if wanted in all_fixes():
        raise UsageError(
            f"This PC does not need the fix {wanted}, or it does not fit this PC.",
            resolution="Run `edgewright fix` to see what can be done here.",
        )
    raise UsageError(
        f"There is no fix and no check named {wanted}.",
        resolution="Run `edgewright fix` to see what can be done here.",
    )


async def apply_fix(session: Session, wanted: str, config: EdgeCluster) -> CheckReport:
    """Put right what a check found, and check again: the new findings.

    `wanted` is the id of a fix or of a check.  Raises UsageError when nothing fits, AdminNeeded,
    CommandFailed, ClusterBusy (another program is at it), JournalUnreadable, and RestartNeeded
    when it is done and takes effect later.
    """
    with open_fixes(session) as journal:
        report, facts = await session.check(config)
        offer = find_offer(report, wanted)
        fix, plan = offer.fix, offer.plan
        context = _context(session, journal, fix, plan.commands)
        if fix.needs_admin:
            await context.admin.ready()
        journal.append("start", step=fix.id, changes=list(plan.changes))
        await fix.apply(context, facts, config)
        journal.append("done", step=fix.id)
        after, _ = await session.check(config)
    cured = {o.check.id for o in report.outcomes if o.fix and o.fix.fix is fix}
    if (fix.needs_relogin or fix.needs_restart) and not _all_well(after, cured):
        what = "Restart the PC" if fix.needs_restart else "Log out and in again"
        raise RestartNeeded(
            f"It is done, but takes effect later: {fix.title}.",
            resolution=f"{what}, then run `edgewright check` again.",
        )
    return after


def _all_well(report: CheckReport, checks: set[str]) -> bool:
    return all(o.finding.is_calm for o in report.outcomes if o.check.id in checks)


async def undo_fix(session: Session, name: str) -> None:
    """Take back what a fix changed, and nothing that was there before it.

    Raises UsageError when it has changed nothing or a cluster is there that may need it,
    AdminNeeded, ClusterBusy, JournalUnreadable and UndoIncomplete.
    """
    fix = all_fixes().get(name)
    with open_fixes(session) as journal:
        owned = _owned(journal, name)
        if fix is None or not owned:
            raise UsageError(
                f"The program has changed nothing on this PC by a fix named {name}.",
                resolution="Run `edgewright fix` to see what can be taken back.",
            )
        clusters = session.store.names()
        if clusters:
            raise UsageError(
                f"The cluster {clusters[0]} is on this PC and may need it.",
                resolution=f"Remove it first with `edgewright destroy {clusters[0]}`.",
            )
        context = _context(session, journal, fix, fix.describe_undo(owned).commands)
        try:
            await fix.undo(context, owned)
        except AdminNeeded:
            raise
        except (EdgewrightError, OSError) as error:
            raise UndoIncomplete(
                "What the fix has changed could not be taken back wholly.",
                details="\n".join((str(error), getattr(error, "details", ""))),
                resolution=f"Remove the cause named below, then run `edgewright fix --undo {name}` "
                "again.",
            ) from error
        for thing in owned:
            context.forget(thing.kind, thing.ident)


def _owned(journal: Journal, name: str) -> tuple[Owned, ...]:
    """What a fix has made and not taken back, the newest first."""
    return tuple(thing for thing in journal.owned() if thing.step == name)


def _context(
    session: Session, journal: Journal, fix: Fix, commands: Sequence[Command]
) -> FixContext:
    def record(kind: str, thing: Owned) -> None:
        journal.append(kind, step=thing.step, what=thing.kind, ident=thing.ident)
        event = ResourceOwned if kind == "own" else ResourceRemoved
        session.bus.publish(event(kind=thing.kind, ident=thing.ident))

    return FixContext(
        fix=fix.id,
        pc=session.world.pc,
        admin=session.world.administrator(session.world.pc, commands),
        owned=lambda: tuple(journal.owned()),
        record=record,
        report=lambda text: session.bus.publish(Notice(text=text)),
    )
