"""Results on the terminal: tables for people, JSON for programs, errors with what to do."""

from __future__ import annotations

import json
from typing import Any

from rich.console import Console
from rich.markup import escape
from rich.table import Table
from rich.text import Text

from installer.checks.base import Verdict
from installer.engine.preflight import CheckReport
from installer.engine.status import ClusterStatus
from installer.errors import EdgewrightError
from installer.events import PhaseInfo
from installer.host.redact import redact
from installer.known_issues import find_known_issue

console = Console(highlight=False, emoji=False)
error_console = Console(stderr=True, highlight=False, emoji=False)

_MARKS = {
    Verdict.PASS: ("ok", "green"),
    Verdict.SKIP: ("not needed", "dim"),
    Verdict.WARN: ("caution", "yellow"),
    Verdict.UNKNOWN: ("unknown", "magenta"),
    Verdict.FAIL: ("problem", "bold red"),
}
_ELIGIBLE = {
    "yes": "[green]This PC can run it.[/]",
    "warn": "[yellow]This PC can run it, with the cautions at the top.[/]",
    "no": "[bold red]This PC cannot run it yet: see the problems at the top.[/]",
}


def print_json(value: Any) -> None:
    """One JSON document on standard output."""
    console.print(json.dumps(value, indent=2, default=str), soft_wrap=True, markup=False)


def print_error(error: EdgewrightError) -> None:
    """What happened, what to do, what is known about it, then the exact technical text."""
    error_console.print(f"[bold red]Error:[/] {escape(error.brief)}")
    if error.advice:
        error_console.print(f"[bold]What to do:[/] {escape(error.advice)}")
    issue = find_known_issue(error.details)
    if issue is not None:
        error_console.print(f"[bold]Known issue:[/] {escape(issue.cause)}")
        error_console.print(f"[bold]What helps:[/] {escape(issue.remedy)} [dim]\\[{issue.id}][/]")
        if issue.fix:
            error_console.print(f"[bold]Or let it be done:[/] edgewright fix {issue.fix}")
    if error.details:
        error_console.print(Text(redact(error.details), style="dim"), soft_wrap=True)
    error_console.print(f"[dim]\\[{error.code}][/]")


def print_report(report: CheckReport) -> None:
    """The findings of all checks, and the verdict in one sentence."""
    table = Table(box=None, padding=(0, 2, 0, 0), show_header=False)
    table.add_column(no_wrap=True)
    table.add_column(overflow="fold")
    # What has to change comes first, what is well comes last.
    order = tuple(reversed(Verdict))
    for outcome in sorted(report.outcomes, key=lambda o: order.index(o.finding.verdict)):
        word, style = _MARKS[outcome.finding.verdict]
        text = Text(outcome.check.title, style="bold")
        text.append(f"  {outcome.check.id}\n", style="dim not bold")
        text.append(outcome.finding.summary, style="not bold")
        if outcome.finding.verdict not in (Verdict.PASS, Verdict.SKIP):
            text.append(f"\nWhat to do: {outcome.finding.remedy}", style="not bold")
            if outcome.fix:
                text.append(f"\nOr let it be done: edgewright fix {outcome.fix.fix.id}")
            for key, value in outcome.finding.evidence.items():
                text.append(f"\n{key}: {value}", style="dim not bold")
        table.add_row(Text(word, style=style), text)
    console.print(table)
    console.print(_ELIGIBLE[report.eligible])


def print_plan(phases: tuple[PhaseInfo, ...]) -> None:
    """The plan, phase by phase, with the usual time of each step."""
    table = Table(box=None, padding=(0, 2, 0, 0))
    for title in ("phase", "step", "what it changes"):
        table.add_column(title, overflow="fold")
    table.add_column("usual", justify="right", no_wrap=True)
    for phase in phases:
        for index, step in enumerate(phase.steps):
            title = phase.title if index == 0 else ""
            table.add_row(title, step.title, step.description, duration(step.usual))
    console.print(table)
    total = sum(max(step.usual for step in phase.steps) for phase in phases)
    console.print(f"Usually done in about {duration(total)}.")


def print_status(statuses: list[ClusterStatus]) -> None:
    """One block for each cluster."""
    if not statuses:
        console.print("There is no cluster on this PC. `edgewright new` writes a file for one.")
    for status in statuses:
        word = "ready" if status.ready else status.state
        style = "green" if status.ready else "yellow"
        console.print(f"[bold]{escape(status.name)}[/]  [{style}]{word}[/]")
        for node in status.nodes:
            console.print(f"  node {escape(node.name)}: virtual machine {node.power}")
        if status.kubernetes:
            console.print(f"  Kubernetes {escape(status.kubernetes)}")
        if status.state == "installed" and not status.ready:
            console.print(f"  waiting: {escape('; '.join(status.missing))}")
        if status.unfinished_step:
            console.print(f"  stopped in: {escape(status.unfinished_step)}")
        if status.state == "interrupted":
            console.print(f"  go on with: edgewright resume {escape(status.name)}")
        if status.unfinished_change:
            console.print(f"  broken off: {escape(status.unfinished_change)}")
        if status.kubeconfig:
            console.print(f"  kubeconfig: {escape(status.kubeconfig)}", soft_wrap=True)


def duration(seconds: float) -> str:
    """Seconds for people: `7 s`, `3 min 05 s`."""
    whole = round(seconds)
    return f"{whole} s" if whole < 60 else f"{whole // 60} min {whole % 60:02} s"
