"""`edgewright gold-check`: whether a PC that was cloned from an image is safe to ship."""

from __future__ import annotations

import argparse
import asyncio
import dataclasses

from rich.markup import escape

from installer.checks.base import Verdict
from installer.cli.output import console, print_json
from installer.cli.setup import make_session
from installer.engine.gold_check import GoldFinding, judge_gold
from installer.engine.gold_read import read_gold
from installer.errors import NotEligible

_WORDS = {
    Verdict.PASS: "[green]ok      [/]",
    Verdict.UNKNOWN: "[magenta]unknown [/]",
    Verdict.FAIL: "[bold red]problem [/]",
}


def gold_check(options: argparse.Namespace) -> int:
    """Look for what only one PC may have; 3 when the PC shall not be shipped so."""
    session = make_session(options)
    facts = asyncio.run(read_gold(session))
    findings = judge_gold(facts, options.image_made)
    safe = not any(found.stops for found in findings)
    if options.format == "json":
        print_json({"safe": safe, "findings": [_record(found) for found in findings]})
    else:
        for found in findings:
            _print(found)
        console.print(
            "[green]This PC is safe to ship.[/]"
            if safe
            else "[bold red]Do not ship this PC yet: see above.[/]"
        )
    return 0 if safe else NotEligible.exit_code


def _record(found: GoldFinding) -> dict[str, object]:
    return {"id": found.id, "title": found.title, **dataclasses.asdict(found.finding)}


def _print(found: GoldFinding) -> None:
    finding = found.finding
    console.print(f"{_WORDS[finding.verdict]} [bold]{found.title}[/]  [dim]{found.id}[/]")
    console.print(f"         {escape(finding.summary)}", soft_wrap=True)
    if found.stops:
        console.print(f"         What to do: {escape(finding.remedy)}", soft_wrap=True)
        for name, value in finding.evidence.items():
            console.print(f"         [dim]{escape(name)}: {escape(value)}[/]", soft_wrap=True)
