"""Commands that only look: check, new, validate, plan, status."""

from __future__ import annotations

import argparse
import asyncio
import dataclasses
import sys

from installer.cli.health_table import print_health
from installer.cli.join import given_join_file
from installer.cli.other_pc import open_other
from installer.cli.output import (
    console,
    print_json,
    print_plan,
    print_report,
    print_status,
)
from installer.cli.outside_options import no_external, with_external
from installer.cli.result_file import must_be_new, write_result
from installer.cli.setup import make_session
from installer.cli.values import given_cluster
from installer.cli.wanted import wanted_cluster
from installer.config.model import EdgeCluster
from installer.config.template import commented_yaml
from installer.engine.join_proposal import propose_joining
from installer.engine.preflight import CheckReport
from installer.engine.proposal import propose_cluster
from installer.engine.report_html import report_html
from installer.engine.report_record import report_record
from installer.engine.session import Session
from installer.engine.status import ClusterStatus, cluster_status
from installer.errors import NotEligible

USUAL_NAME = "edge-1"


def check(options: argparse.Namespace) -> int:
    """Judge this PC, or another one."""
    session = open_other(options) if options.host else make_session(options)
    config = wanted_cluster(options)
    report = asyncio.run(_judged(session, config))
    if options.format == "json":
        print_json(report_record(report))
    elif options.format == "html":
        sys.stdout.write(report_html(report, config, session.world.clock.now()))
    else:
        print_report(report)
    return NotEligible.exit_code if report.eligible == "no" else 0


async def _judged(session: Session, config: EdgeCluster) -> CheckReport:
    try:
        report, _ = await session.check(config)
    finally:
        await session.world.pc.aclose()
    return report


def new(options: argparse.Namespace) -> int:
    """Write a cluster file that fits this PC."""
    session = make_session(options)
    join = given_join_file(options)
    facts = asyncio.run(session.facts())
    if join is not None:
        no_external(options)
        text = commented_yaml(propose_joining(facts, join, preset=options.preset))
    else:
        name = options.name or USUAL_NAME
        cluster = propose_cluster(facts, preset=options.preset, name=name)
        text = commented_yaml(with_external(cluster, options))
    if options.output is None:
        console.print(text, end="", markup=False, soft_wrap=True)
        return 0
    must_be_new(options.output)
    write_result(options.output, text)
    console.print(f"Written to {options.output}. Next: edgewright plan -f {options.output}")
    return 0


def validate(options: argparse.Namespace) -> int:
    """Look for mistakes in a cluster file."""
    config = given_cluster(options)
    if options.format == "json":
        print_json(config.model_dump(mode="json", by_alias=True))
    else:
        console.print(f"{options.file} is valid: cluster {config.name}.")
    return 0


def plan(options: argparse.Namespace) -> int:
    """Say what apply would do."""
    config = given_cluster(options)
    session = make_session(options)
    phases = asyncio.run(session.plan(config))
    if options.format == "json":
        print_json([dataclasses.asdict(phase) for phase in phases])
    else:
        print_plan(phases)
    return 0


def status(options: argparse.Namespace) -> int:
    """How the clusters of this PC are."""
    session = make_session(options)
    names = (options.name,) if options.name else session.store.names()
    # Visiting the nodes takes some seconds, so it is done for the one cluster that is asked for.
    statuses = asyncio.run(_statuses(session, names, ladder=options.name is not None))
    if options.format == "json":
        print_json([dataclasses.asdict(status) for status in statuses])
    else:
        print_status(statuses)
        for found in statuses:
            if found.ladders:
                print_health(found.ladders)
    return 0


async def _statuses(
    session: Session, names: tuple[str, ...], *, ladder: bool
) -> list[ClusterStatus]:
    return [await cluster_status(session, name, ladder=ladder) for name in names]
