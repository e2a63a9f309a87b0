"""Commands that change something: apply, resume, undo, destroy, and the demo."""

from __future__ import annotations

import argparse
import asyncio
import sys
import tempfile
from collections.abc import Awaitable, Callable
from pathlib import Path

from rich.markup import escape

from installer.bundle.bundle import find_bundle
from installer.cli.output import console, print_plan, print_status
from installer.cli.progress import showing_progress
from installer.cli.setup import make_session, run_stoppable
from installer.config.load import load_config
from installer.engine.plan import build_plan, describe_plan
from installer.engine.proposal import propose_cluster
from installer.engine.session import Answerer, Session
from installer.engine.status import cluster_status
from installer.errors import Cancelled
from installer.events import QuestionAsked
from installer.simulator.bundle import simulated_bundle
from installer.steps.context import ClusterPaths


def apply(options: argparse.Namespace) -> int:
    """Install a cluster."""
    config = load_config(options.file)
    session = make_session(options, _answerer(options))
    phases = describe_plan(build_plan(config), pace=1.0)
    if not options.yes and not session.store.begun(config.name):
        print_plan(phases)
        _must_agree(f"Install the cluster {config.name} on this PC?")

    async def work() -> ClusterPaths:
        return await session.apply(config, bundle=await _bundle(session, options))

    return _install(options, session, work)


def resume(options: argparse.Namespace) -> int:
    """Go on with an installation."""
    session = make_session(options, _answerer(options))
    return _install(options, session, lambda: session.resume(options.name))


def undo(options: argparse.Namespace) -> int:
    """Take back what an unfinished installation made."""
    return _remove(options, even_finished=False)


def destroy(options: argparse.Namespace) -> int:
    """Remove a cluster and all its data."""
    if not options.yes:
        _must_agree(f"Remove the cluster {options.name} and ALL its data?")
    return _remove(options, even_finished=True)


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


async def _bundle(session: Session, options: argparse.Namespace) -> Path:
    if options.simulate and options.bundle is None:
        return await simulated_bundle(session.store.root)
    return find_bundle(options.bundle)


def _install(
    options: argparse.Namespace, session: Session, work: Callable[[], Awaitable[ClusterPaths]]
) -> int:
    with showing_progress(session, options.progress):
        paths = run_stoppable(session, work)
    if options.progress != "json":
        name = paths.folder.name
        console.print(f"[green]The cluster {escape(name)} is ready.[/]")
        console.print(f"  look at it:  edgewright status {name}")
        console.print(f"  use kubectl: kubectl --kubeconfig {paths.kubeconfig}", soft_wrap=True)
        console.print(f"  remove it:   edgewright destroy {name}")
    return 0


def _remove(options: argparse.Namespace, *, even_finished: bool) -> int:
    session = make_session(options)

    async def work() -> None:
        await session.remove(options.name, even_finished=even_finished)

    with showing_progress(session, options.progress):
        run_stoppable(session, work)
    if options.progress != "json":
        console.print(f"The cluster {escape(options.name)} and everything it made is gone.")
    return 0


def _answerer(options: argparse.Namespace) -> Answerer | None:
    """How a failed installation goes on: by the options, or by whoever is at the terminal."""
    if options.on_failure in ("keep", "undo"):
        return _always(options.on_failure)
    return _ask_terminal if sys.stdin.isatty() and options.progress != "json" else None


def _always(choice: str) -> Answerer:
    async def answer(_: QuestionAsked) -> str:
        return choice

    return answer


async def _ask_terminal(question: QuestionAsked) -> str:
    options = "/".join(question.options)
    prompt = f"\n{question.text} [{options}, default {question.default}] "
    words = (await asyncio.to_thread(input, prompt)).strip().lower()
    matches = [option for option in question.options if words and option.startswith(words)]
    return matches[0] if len(matches) == 1 else question.default


def _must_agree(question: str) -> None:
    if not sys.stdin.isatty():
        raise Cancelled(
            "Nobody is there to say yes, so nothing was done.",
            resolution="Give --yes to go ahead without being asked.",
        )
    if input(f"{question} [yes/no] ").strip().lower() not in ("y", "yes"):
        raise Cancelled("Nothing was done.", resolution="Answer yes to go ahead.")
