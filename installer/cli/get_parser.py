"""The words of `get` and `support`: what a cluster holds, and a file that tells it to others."""

from __future__ import annotations

import argparse
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from installer.cli.parser import Commands

_WHAT = (
    "pods, deployments, statefulsets, daemonsets, jobs, cronjobs, claims, volumes, storageclasses, "
    "services, ingresses, endpoints, nodes, events, secrets, namespaces, certificates, arc, "
    "versions; kubectl's words and short forms serve too"
)


def add_get(commands: Commands[argparse.ArgumentParser]) -> None:
    """Add both commands."""
    get = commands.add_parser(
        "get",
        parents=[_where()],
        help="list what a cluster or a saved file holds, with plain words beside it",
    )
    get.add_argument("what", nargs="?", metavar="WHAT", help=_WHAT)
    get.add_argument("name", nargs="?", metavar="NAME", help="a cluster of this PC")
    get.add_argument("-n", "--namespace", default="", metavar="NS", help="default: all of them")
    get.add_argument("-o", "--output", choices=("table", "wide", "json"), default="table")
    get.add_argument(
        "--from-file",
        type=Path,
        metavar="DUMP",
        help="a saved object, list or support file; needs no cluster",
    )
    support = commands.add_parser(
        "support", parents=[_where()], help="write a file that tells a helpdesk how a cluster is"
    )
    support.add_argument("name", nargs="?", metavar="NAME", help="a cluster of this PC")
    support.add_argument("-o", "--output", type=Path, metavar="FILE.zip", required=True)


def _where() -> argparse.ArgumentParser:
    options = argparse.ArgumentParser(add_help=False)
    options.add_argument("--kubeconfig", type=Path, metavar="FILE", help="access to any cluster")
    options.add_argument("--context", metavar="CONTEXT", help="a context of the kubeconfig")
    options.add_argument("--state", metavar="DIR", type=Path, help="folder that holds the clusters")
    return options
