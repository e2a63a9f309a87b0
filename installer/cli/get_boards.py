"""What is no list of objects: certificates, Azure Arc, versions."""

from __future__ import annotations

import argparse
from collections.abc import Callable
from datetime import UTC, datetime
from typing import Any

from installer.cli.get_output import print_table, write_json
from installer.cli.get_where import Where
from installer.cli.output import console
from installer.clock import SystemClock
from installer.cluster.arc_reading import read_arc
from installer.cluster.ask_around import AskAround
from installer.cluster.boards import gather_certificates, gather_versions
from installer.cluster.overview_model import ArcState, Certificate, Versions


def certificates(where: Where, options: argparse.Namespace) -> int:
    """Everything that expires, the soonest first."""
    now = _now()
    found = gather_certificates(where.connection, AskAround(where.connection, _now), now)
    if options.output == "json":
        write_json([_certificate(one) for one in found])
        return 0
    titles = ("SOURCE", "NAME", "EXPIRES", "SUBJECT", "WHAT IT MEANS")
    rows = [
        (
            one.attention,
            (one.source, one.name, _date(one.expires), one.subject, one.problem or one.plain),
        )
        for one in found
    ]
    print_table(titles, rows)
    return 0


def arc(where: Where, options: argparse.Namespace) -> int:
    """Azure Arc as seen from inside the cluster."""
    state = read_arc(where.connection, _now())
    if options.output == "json":
        write_json(_arc(state))
        return 0
    console.print(f"Azure Arc: {state.word}. {state.plain}", markup=False)
    if state.parts:
        titles = ("ROLE", "NAME", "STATE", "VERSION", "WHAT IT MEANS")
        print_table(
            titles,
            [(p.attention, (p.role, p.name, p.word, p.version, p.plain)) for p in state.parts],
        )
    return 0


def versions(where: Where, options: argparse.Namespace) -> int:
    """Versions and the rules between them."""
    found = gather_versions(where.connection, AskAround(where.connection, _now))
    if options.output == "json":
        write_json(_versions(found))
        return 0
    rows = [(line.attention, (line.part, line.version, line.plain)) for line in found.lines]
    print_table(("PART", "VERSION", "WHAT IT MEANS"), rows)
    for rule in found.rules:
        console.print(f"- {rule}", markup=False)
    return 0


def _certificate(one: Certificate) -> dict[str, Any]:
    return {
        "SOURCE": one.source,
        "NAME": one.name,
        "SUBJECT": one.subject,
        "ISSUER": one.issuer,
        "EXPIRES": _date(one.expires) or None,
        "problem": one.problem,
        "attention": one.attention,
        "plain": one.plain,
    }


def _arc(state: ArcState) -> dict[str, Any]:
    return {
        "state": state.word,
        "attention": state.word == "trouble",
        "plain": state.plain,
        "lastContact": _date(state.last_contact) or None,
        "certificateExpires": _date(state.certificate_expires) or None,
        "resource": state.resource,
        "parts": [
            {
                "role": part.role,
                "NAME": part.name,
                "STATE": part.word,
                "VERSION": part.version,
                "attention": part.attention,
                "plain": part.plain,
            }
            for part in state.parts
        ],
    }


def _versions(found: Versions) -> list[dict[str, Any]]:
    return [
        {
            "PART": line.part,
            "VERSION": line.version,
            "attention": line.attention,
            "plain": line.plain,
        }
        for line in found.lines
    ]


def _date(at: float | None) -> str:
    return "" if at is None else datetime.fromtimestamp(at, UTC).strftime("%Y-%m-%dT%H:%M:%SZ")


def _now() -> float:
    return SystemClock().now().timestamp()


BOARDS: dict[str, Callable[[Where, argparse.Namespace], int]] = {
    "certificates": certificates,
    "arc": arc,
    "versions": versions,
}
