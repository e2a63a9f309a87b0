"""`edgewright fix`: what the program can put right on this PC, done after a yes, and taken back."""

from __future__ import annotations

import argparse
import asyncio
from collections.abc import Callable, Coroutine
from typing import TypeVar

from rich.markup import escape

from installer.cli.consent import must_agree
from installer.cli.output import console, print_json, print_report
from installer.cli.setup import make_session
from installer.cli.wanted import wanted_cluster
from installer.config.model import EdgeCluster
from installer.engine.fixing import (
    AppliedFix,
    applied_fixes,
    apply_fix,
    find_offer,
    undo_fix,
)
from installer.engine.preflight import CheckReport
from installer.engine.report_record import fix_record
from installer.engine.session import Session
from installer.errors import NotEligible, UsageError
from installer.events import Event, Notice
from installer.fixes.base import FixOffer, FixPlan
from installer.host.admin import admin_line

T = TypeVar("T")


def run(options: argparse.Namespace) -> int:
    """List fixes, carry one out, or take one back."""
    session = make_session(options)
    if options.undo:
        return _undo(session, options)
    config = wanted_cluster(options)
    report, _ = asyncio.run(session.check(config))
    if options.id is None:
        return _list(session, report, options.format)
    return _apply(session, options, config, report)


def _list(session: Session, report: CheckReport, form: str) -> int:
    offers, applied = report.fixes(), applied_fixes(session)
    if form == "json":
        undo = [{"id": a.fix.id, "changes": list(a.undo.changes)} for a in applied]
        print_json({"available": [fix_record(offer) for offer in offers], "applied": undo})
        return 0
    for offer in offers:
        console.print(f"[bold]{offer.fix.title}[/]  [dim]{offer.fix.id}[/]")
        _print_changes(offer.plan)
        console.print(f"  do it with: edgewright fix {offer.fix.id}")
    if not offers:
        console.print("There is nothing on this PC that the program could put right itself.")
    for done in applied:
        console.print(f"[bold]{done.fix.title}[/]  [dim]{done.fix.id}, done by this program[/]")
        console.print(f"  take it back with: edgewright fix --undo {done.fix.id}")
    return 0


def _apply(
    session: Session, options: argparse.Namespace, config: EdgeCluster, report: CheckReport
) -> int:
    offer = find_offer(report, options.id)
    _show(offer)
    if not options.yes:
        must_agree("Change this PC so?")
    after = _told(session, lambda: apply_fix(session, offer.fix.id, config))
    print_report(after)
    return NotEligible.exit_code if after.eligible == "no" else 0


def _undo(session: Session, options: argparse.Namespace) -> int:
    done = next((a for a in applied_fixes(session) if a.fix.id == options.id), None)
    if options.id is None:
        raise UsageError("Which fix shall be taken back? Name it after --undo.")
    if done is not None:
        _show_undo(done)
        if not options.yes:
            must_agree("Change this PC so?")
    _told(session, lambda: undo_fix(session, options.id))
    console.print("It is taken back.")
    return 0


def _show(offer: FixOffer) -> None:
    console.print(f"[bold]{offer.fix.title}[/] changes this PC:")
    _print_changes(offer.plan)
    if offer.fix.needs_admin:
        console.print("  This needs an administrator.")


def _show_undo(done: AppliedFix) -> None:
    console.print(f"Taking back [bold]{done.fix.title}[/] changes this PC:")
    _print_changes(done.undo)


def _print_changes(plan: FixPlan) -> None:
    for change in plan.changes:
        console.print(f"  - {escape(change)}", soft_wrap=True)
    for command in plan.commands:
        console.print(f"    [dim]{escape(admin_line(command))}[/]", soft_wrap=True)


def _told(session: Session, work: Callable[[], Coroutine[None, None, T]]) -> T:
    """Do the work and print what it says of itself."""

    def show(event: Event) -> None:
        if isinstance(event, Notice):
            console.print(escape(event.text))

    end = session.bus.subscribe(show, after=session.bus.last)
    try:
        return asyncio.run(work())
    finally:
        end()
