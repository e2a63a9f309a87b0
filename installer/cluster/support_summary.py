"""The page that is read first in a support file: what is wrong, in plain words."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import UTC, datetime
from html import escape

from installer.cluster.overview_model import ArcState, Certificate, Overview, Versions
from installer.cluster.rows import Ref
from installer.cluster.text import inert

_STYLE = "body{font:15px sans-serif;max-width:60em;margin:2em auto}td{padding:.2em 1em .2em 0}"


def summary_page(
    title: str,
    now: float,
    overview: Overview,
    versions: Versions | None,
    certificates: Sequence[Certificate],
    arc: ArcState,
    missing: Sequence[str],
) -> str:
    """One HTML page without scripts or anything from outside."""
    at = datetime.fromtimestamp(now, UTC).strftime("%Y-%m-%d %H:%M UTC")
    parts = [
        f"<h1>{_safe(title)}</h1><p>Support file of {at}.</p>",
        _section("State", [(overview.health.value, str(overview.say))]),
        _section(
            "What needs attention",
            [
                (f"{_kind_of(item.page)} {_names(item.refs)} {item.word}", str(item.say))
                for item in overview.attention
            ],
        ),
        _section(
            "Objects",
            [
                (name, f"{n}, of which {bad} need attention")
                for name, (n, bad) in overview.counts.items()
            ],
        ),
        _section(
            "Versions",
            [(f"{line.part} {line.version}", str(line.say)) for line in versions.lines]
            if versions is not None
            else [],
        ),
        _section(
            "Certificates",
            [(f"{one.source} {one.name}", one.problem or str(one.say)) for one in certificates],
        ),
        _section("Azure Arc", [(arc.word, str(arc.say))]),
        _section("What could not be read", [("", words) for words in missing]),
    ]
    body = "\n".join(part for part in parts if part)
    head = f"<meta charset='utf-8'><title>{_safe(title)}</title><style>{_STYLE}</style>"
    return f"<!doctype html><html><head>{head}</head><body>{body}</body></html>\n"


def _kind_of(page: str) -> str:
    return page.removesuffix("s")


def _names(refs: Sequence[Ref]) -> str:
    names = [f"{ref.namespace}/{ref.name}".lstrip("/") for ref in refs]
    return names[0] if len(names) == 1 else f"{names[0]} and {len(names) - 1} more"


def _section(title: str, rows: Sequence[tuple[str, str]]) -> str:
    if not rows:
        return ""
    cells = "".join(f"<tr><td>{_safe(a)}</td><td>{_safe(b)}</td></tr>" for a, b in rows)
    return f"<h2>{_safe(title)}</h2><table>{cells}</table>"


def _safe(text: str) -> str:
    return escape(inert(text, 600))
