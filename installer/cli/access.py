"""Commands that use a cluster: start, stop, kubeconfig, ssh."""

from __future__ import annotations

import argparse
import asyncio
import os
import shutil
import sys
from pathlib import Path

from installer.cli.output import console
from installer.cli.setup import make_session, run_stoppable
from installer.config.model import Node
from installer.engine.access import merge_kubeconfig, power
from installer.errors import ClusterUnknown, MissingTool, UsageError
from installer.files import write_private
from installer.host.base import Command
from installer.steps.context import StepContext


def start(options: argparse.Namespace) -> int:
    """Start the nodes of a cluster."""
    session = make_session(options)
    run_stoppable(session, lambda: power(session, options.name, on=True))
    console.print(f"The nodes of {options.name} run.")
    return 0


def stop(options: argparse.Namespace) -> int:
    """Shut the nodes of a cluster down."""
    session = make_session(options)
    run_stoppable(session, lambda: power(session, options.name, on=False))
    console.print(f"The nodes of {options.name} are shut down.")
    return 0


def kubeconfig(options: argparse.Namespace) -> int:
    """Show the access file, or add it to the user's own."""
    if options.simulate and options.merge:
        raise UsageError(
            "A simulated cluster is not added to your kubeconfig.",
            resolution="Use --print to look at its access file.",
        )
    session = make_session(options)
    path = session.store.paths(options.name).kubeconfig
    if not path.exists():
        raise ClusterUnknown(
            f"There is no access file for a cluster named {options.name}.",
            details=str(path),
            resolution="Run `edgewright status` to see which clusters are installed.",
        )
    if options.show:
        sys.stdout.write(path.read_text())
    elif options.merge:
        target, context = asyncio.run(merge_kubeconfig(session, options.name))
        console.print(f"Added to {target}. Use it with: kubectl --context {context}")
    else:
        console.print(str(path), soft_wrap=True, markup=False)
    return 0


def ssh(options: argparse.Namespace) -> int:
    """Open a shell in a node, or run one command there."""
    session = make_session(options)
    words = options.words[1:] if options.words[:1] == ["--"] else options.words

    async def work() -> tuple[list[str], int]:
        async with session.look(options.name).context() as context:
            node = _node(context, options.node)
            if options.simulate:
                return [], await _in_simulated_node(context, node, words)
            return _ssh_command(context, node, words), 0

    command, code = asyncio.run(work())
    if command:
        os.execvp(command[0], command)  # noqa: S606 - replaced on purpose, argv is a list
    return code


def _node(context: StepContext, name: str | None) -> Node:
    nodes = context.config.spec.nodes
    found = next((node for node in nodes if name in (None, node.name)), None)
    if found is None:
        raise UsageError(
            f"The cluster has no node {name}.",
            resolution=f"Its nodes: {', '.join(node.name for node in nodes)}.",
        )
    return found


def _ssh_command(context: StepContext, node: Node, words: list[str]) -> list[str]:
    """The call of the system's SSH client, with our keys and nothing of the user's own settings."""
    program = shutil.which("ssh")
    if program is None:
        raise MissingTool("ssh", "openssh-client")
    endpoint = context.endpoint(node)
    known = Path(f"{endpoint.host_key}.known")
    host = f"[{endpoint.address}]:{endpoint.port}"
    write_private(known, f"{host} {endpoint.host_key.read_text()}".encode())
    settings = {
        "IdentitiesOnly": "yes",
        "StrictHostKeyChecking": "yes",
        "UserKnownHostsFile": f'"{known}"',
        "LogLevel": "ERROR",
    }
    options = [part for key, value in settings.items() for part in ("-o", f"{key}={value}")]
    return [
        program,
        *("-F", "none", "-i", str(endpoint.client_key), "-p", str(endpoint.port)),
        *options,
        f"{endpoint.user}@{endpoint.address}",
        *words,
    ]


async def _in_simulated_node(context: StepContext, node: Node, words: list[str]) -> int:
    if not words:
        raise UsageError(
            "A simulated node has no terminal.",
            resolution="Give a command, such as: -- sudo cat /etc/edgewright/kubeadm.yaml",
        )
    host = await context.node(node)
    command = Command(argv=tuple(words), purpose="The command in the node")
    result = await host.run(command, timeout=60)
    sys.stdout.write(result.stdout)
    sys.stderr.write(result.stderr)
    return result.returncode
