"""The findings of a check as one HTML page to hand over: no script, no other file, no secret."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import datetime
from html import escape

from installer.checks.base import Verdict
from installer.config.model import EdgeCluster
from installer.engine.preflight import CheckReport, Outcome
from installer.fixes.base import FixOffer
from installer.host.redact import redact

_WORDS = {
    Verdict.FAIL: "problem",
    Verdict.UNKNOWN: "unknown",
    Verdict.WARN: "caution",
    Verdict.SKIP: "not needed",
    Verdict.PASS: "ok",
}
_ELIGIBLE = {
    "yes": "This PC can run it.",
    "warn": "This PC can run it, with cautions.",
    "no": "This PC cannot run it yet.",
}
_CALM = (Verdict.PASS, Verdict.SKIP)
_STYLE = """
:root { color-scheme: light dark; --ink: #1c2024; --paper: #fff; --soft: #5c6670;
  --line: #d8dde2; --fail: #b3261e; --unknown: #7b3fa0; --warn: #8a5a00; --pass: #1e6b34; }
@media (prefers-color-scheme: dark) {
  :root { --ink: #e6e9ec; --paper: #15181b; --soft: #a0a9b2; --line: #363c42;
    --fail: #ff8a80; --unknown: #d3a4ef; --warn: #f0b84a; --pass: #7fd49a; } }
body { font: 16px/1.5 system-ui, sans-serif; color: var(--ink); background: var(--paper);
  max-width: 52rem; margin: 2rem auto; padding: 0 1rem; }
h1 { font-size: 1.5rem; } h2 { font-size: 1.1rem; margin: 0; } p { margin: .3rem 0; }
article { border-top: 1px solid var(--line); padding: .8rem 0; }
dl { display: grid; grid-template-columns: max-content 1fr; gap: .1rem 1rem; margin: .4rem 0; }
dt, small { color: var(--soft); } dd { margin: 0; white-space: pre-wrap; overflow-wrap: anywhere; }
dd, small { font-family: ui-monospace, monospace; font-size: .85rem; }
.verdict { font-weight: 600; } .warn { color: var(--warn); }
.pass, .yes { color: var(--pass); } .fail, .no { color: var(--fail); }
.unknown { color: var(--unknown); } .skip { color: var(--soft); }
@media print { :root { color-scheme: light; } article { break-inside: avoid; } }
"""


Say = Callable[[str], str]


def report_html(
    report: CheckReport,
    config: EdgeCluster,
    moment: datetime,
    *,
    say: Say = str,
    language: str = "en",
) -> str:
    """The page.  `moment` is when the PC was looked at; `say` turns English into `language`."""
    order = tuple(_WORDS)
    outcomes = sorted(report.outcomes, key=lambda o: order.index(o.finding.verdict))
    body = "\n".join(_article(outcome, say) for outcome in outcomes)
    verdict = say(_ELIGIBLE[report.eligible])
    title = say(f"Can this PC run the cluster {config.name}?")
    return (
        f'<!doctype html>\n<html lang="{language}">\n<head>\n<meta charset="utf-8">\n'
        '<meta name="viewport" content="width=device-width, initial-scale=1">\n'
        f"<title>Edgewright: {_text(verdict)}</title>\n<style>{_STYLE}</style>\n</head>\n<body>\n"
        f'<h1>{_text(title)}</h1>\n<p class="verdict '
        f'{report.eligible}">{_text(verdict)}</p>\n{_asked(config, moment, say)}\n{body}\n'
        "</body>\n</html>\n"
    )


def _asked(config: EdgeCluster, moment: datetime, say: Say) -> str:
    nodes = "; ".join(
        say(f"{node.name}: {node.cpus} processors, {node.memory} memory, {node.data_disk} disk")
        for node in config.spec.nodes
    )
    when = moment.strftime("%Y-%m-%d %H:%M UTC")
    asked = {say("looked at"): when, say("nodes"): nodes, "Kubernetes": config.spec.distribution}
    return _pairs(asked)


def _article(outcome: Outcome, say: Say) -> str:
    check, finding = outcome.check, outcome.finding
    mark = f'<span class="{finding.verdict.value}">{_text(say(_WORDS[finding.verdict]))}</span>'
    title = f"{mark} {_text(say(check.title))} <small>{_text(check.id)}</small>"
    parts = ["<article>", f"<h2>{title}</h2>", f"<p>{_text(say(finding.summary))}</p>"]
    if finding.verdict not in _CALM:
        if finding.remedy:
            label, remedy = _text(say("What to do:")), _text(say(finding.remedy))
            parts.append(f"<p><strong>{label}</strong> {remedy}</p>")
        if outcome.fix:
            parts.append(_offer(outcome.fix, say))
        parts.append(_pairs(finding.evidence))
    return "\n".join((*parts, "</article>"))


def _offer(offer: FixOffer, say: Say) -> str:
    """What the program can do, and how it is called."""
    changes = "".join(f"<li>{_text(say(change))}</li>" for change in offer.plan.changes)
    command = f"<small>edgewright fix {_text(offer.fix.id)}</small>"
    label = _text(say("The program can do it:"))
    return f"<p><strong>{label}</strong> {command}</p>\n<ul>{changes}</ul>"


def _pairs(pairs: Mapping[str, str]) -> str:
    rows = "".join(f"<dt>{_text(k)}</dt><dd>{_text(v)}</dd>" for k, v in pairs.items())
    return f"<dl>{rows}</dl>"


def _text(text: str) -> str:
    return escape(redact(text))
