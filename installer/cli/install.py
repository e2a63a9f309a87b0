"""Commands that change something: apply, resume, undo, destroy, and the demo."""

from __future__ import annotations

import argparse
import asyncio
import functools
import tempfile
from collections.abc import Awaitable, Callable
from pathlib import Path

from rich.markup import escape

from installer.bundle.bundle import find_bundle
from installer.cli.consent import must_agree, somebody_is_there
from installer.cli.join import given_join_file, joined_nodes
from installer.cli.log_file import LogFile, logging_to
from installer.cli.output import console, print_error, print_plan, print_status
from installer.cli.progress import showing_progress
from installer.cli.setup import make_session, run_stoppable
from installer.cli.values import given_cluster
from installer.config.model import EdgeCluster
from installer.engine.proposal import propose_cluster
from installer.engine.session import Answerer, Session
from installer.engine.status import cluster_status
from installer.errors import StepFailed, Undone
from installer.events import QuestionAsked
from installer.simulator.bundle import simulated_bundle
from installer.steps.context import ClusterPaths

RETRY, UNDO, KEEP = "retry", "undo", "keep"


def apply(options: argparse.Namespace) -> int:
    """Install a cluster."""
    with logging_to(options.log) as log:
        code = _apply(options, log)
        log.end(f"ended with code {code}")
    return code


def _apply(options: argparse.Namespace, log: LogFile) -> int:
    config = given_cluster(options)
    session = make_session(options, _answerer(options))
    session.bus.subscribe(log.tell)
    join = given_join_file(options)
    if not options.yes and not session.store.begun(config.name):
        print_plan(asyncio.run(session.plan(config)))
        must_agree(f"Install the cluster {config.name} on this PC?")

    async def work() -> ClusterPaths:
        bundle = await _bundle(session, options, config)
        return await session.apply(config, bundle=bundle, join=join)

    return _install(options, session, config.name, work)


def resume(options: argparse.Namespace) -> int:
    """Go on with an installation."""
    with logging_to(options.log) as log:
        session = make_session(options, _answerer(options))
        session.bus.subscribe(log.tell)
        work = functools.partial(session.resume, options.name, join=given_join_file(options))
        code = _install(options, session, options.name, work)
        log.end(f"ended with code {code}")
    return code


def undo(options: argparse.Namespace) -> int:
    """Take back what an unfinished installation made."""
    return _remove(options, make_session(options), options.name, even_finished=False)


def destroy(options: argparse.Namespace) -> int:
    """Remove a cluster and all its data."""
    session = make_session(options)
    if not options.yes:
        joined = joined_nodes(session, options.name)
        what = f"nodes {', '.join(joined)} of" if joined else "cluster"
        must_agree(f"Remove the {what} {options.name} and ALL data on this PC?")
    return _remove(options, session, options.name, even_finished=True)


def demo(options: argparse.Namespace) -> int:
    """Show a whole installation on a simulated PC, and leave nothing behind."""
    with tempfile.TemporaryDirectory(prefix="edgewright-demo-") as folder:
        options.state = Path(folder)
        session = make_session(options)
        console.print(f"[bold]{escape(options.simulate)}[/]: a simulated PC, nothing is changed.")

        async def work() -> ClusterPaths:
            config = propose_cluster(await session.facts(), preset=options.preset, name="demo")
            return await session.apply(config, bundle=await simulated_bundle(session.store.root))

        with showing_progress(session, options.progress):
            run_stoppable(session, work)
        print_status([asyncio.run(cluster_status(session, "demo"))])
    console.print(
        "\nOn this PC itself: edgewright check, then edgewright new -o cluster.yaml, "
        "then edgewright apply -f cluster.yaml"
    )
    return 0


async def _bundle(session: Session, options: argparse.Namespace, config: EdgeCluster) -> Path:
    if options.simulate and options.bundle is None:
        return await simulated_bundle(session.store.root, config.spec.distribution)
    return find_bundle(options.bundle)


def _install(
    options: argparse.Namespace,
    session: Session,
    name: str,
    work: Callable[[], Awaitable[ClusterPaths]],
) -> int:
    try:
        with showing_progress(session, options.progress):
            paths = run_stoppable(session, work)
    except StepFailed as error:
        if not _somebody_is_there(options):
            raise
        print_error(error)
        return _after_failure(options, session, name)
    if options.progress != "json":
        console.print(f"[green]The cluster {escape(name)} is ready.[/]")
        console.print(f"  look at it:  edgewright status {name}")
        if paths.kubeconfig.exists():
            access = f"kubectl --kubeconfig {paths.kubeconfig}"
            console.print(f"  use kubectl: {access}", soft_wrap=True)
        console.print(f"  remove it:   edgewright destroy {name}")
    return 0


def _after_failure(options: argparse.Namespace, session: Session, name: str) -> int:
    """Let the person at the terminal decide what becomes of a failed installation."""
    choice = _ask("Try again, take everything back, or keep it?", RETRY, UNDO, KEEP)
    if choice == RETRY:
        return _install(options, session, name, functools.partial(session.resume, name))
    if choice == UNDO:
        _remove(options, session, name, even_finished=False)
        return Undone.exit_code
    return StepFailed.exit_code


def _remove(
    options: argparse.Namespace, session: Session, name: str, *, even_finished: bool
) -> int:
    joined = joined_nodes(session, name)
    with showing_progress(session, options.progress):
        run_stoppable(session, lambda: session.remove(name, even_finished=even_finished))
    if options.progress != "json":
        if joined:
            console.print(f"The nodes of {escape(name)} on this PC and all they stored are gone.")
        else:
            console.print(f"The cluster {escape(name)} and everything it made is gone.")
    return 0


def _answerer(options: argparse.Namespace) -> Answerer | None:
    """The answer that the options give in advance; whoever is there is asked afterwards."""
    if options.on_failure == "ask":
        return None

    async def answer(_: QuestionAsked) -> str:
        return str(options.on_failure)

    return answer


def _somebody_is_there(options: argparse.Namespace) -> bool:
    return options.on_failure == "ask" and options.progress != "json" and somebody_is_there()


def _ask(question: str, *options: str) -> str:
    """One of the options; the last one when the answer is none of them."""
    words = input(f"{question} [{'/'.join(options)}] ").strip().lower()
    matches = [option for option in options if words and option.startswith(words)]
    return matches[0] if len(matches) == 1 else options[-1]
