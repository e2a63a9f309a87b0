"""The words of the command line: commands, options and their help."""

from __future__ import annotations

import argparse
from pathlib import Path

from installer import __version__
from installer.cli.bundle_parser import add_bundle, add_simulate
from installer.cli.fix_parser import add_fix
from installer.cli.get_parser import add_get
from installer.cli.gold_parser import add_gold
from installer.cli.host_parser import host_options
from installer.cli.join_parser import add_join, add_join_options
from installer.cli.life_parser import add_life
from installer.cli.outside_parser import add_outside_options
from installer.cli.recovery_parser import add_recovery
from installer.cli.secret_parser import add_secret
from installer.cli.self_check import SelfCheck
from installer.cli.values_parser import values_options
from installer.simulator.names import scenario_names

_EXIT_CODES = """\
exit codes:
  0  done
  1  failed; what was made is kept and can be resumed or undone
  2  called in a wrong way, or the cluster file is not valid
  3  this PC cannot run it yet
  4  the PC must be restarted first
  5  failed, and everything was taken back
  6  interrupted; can be resumed
"""


def build_parser() -> argparse.ArgumentParser:
    """The whole command line."""
    parser = argparse.ArgumentParser(
        prog="edgewright",
        description="Turns this PC into a Kubernetes edge node, and looks after it.",
        epilog=_EXIT_CODES,
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    parser.add_argument("--version", action="version", version=f"edgewright {__version__}")
    parser.add_argument(
        "--self-check", action=SelfCheck, help="look whether this copy of the program is whole"
    )
    commands = parser.add_subparsers(dest="command", metavar="COMMAND", required=True)
    _add_looking(commands)
    add_fix(commands, _common(), _format())
    _add_import(commands)
    _add_changing(commands)
    _add_using(commands)
    add_life(commands, _common(), _format())
    add_join(commands, _common(), _format())
    add_secret(commands, _common())
    add_recovery(commands, _common())
    add_get(commands)
    add_gold(commands, _common(), _format())
    add_bundle(commands, _common(), _format())
    add_simulate(commands, _format())
    return parser


def _common() -> argparse.ArgumentParser:
    common = argparse.ArgumentParser(add_help=False)
    common.add_argument(
        "--simulate",
        metavar="WHAT",
        help=f"use a simulated PC: {', '.join(scenario_names())}, "
        "a scenario file (.yaml) or a recorded PC (.json)",
    )
    common.add_argument("--state", metavar="DIR", type=Path, help="folder that holds the clusters")
    return common


def _format(*more: str) -> argparse.ArgumentParser:
    options = argparse.ArgumentParser(add_help=False)
    options.add_argument("--format", choices=("table", "json", *more), default="table")
    return options


def _progress() -> argparse.ArgumentParser:
    options = argparse.ArgumentParser(add_help=False)
    options.add_argument(
        "--progress",
        choices=("auto", "plain", "json"),
        default="auto",
        help="auto: live on a terminal, otherwise plain lines; json: one event a line",
    )
    return options


Commands = argparse._SubParsersAction  # noqa: SLF001 - argparse has no public name for it


def _add_looking(commands: Commands[argparse.ArgumentParser]) -> None:
    common, fmt = _common(), _format()
    report = _format("html")
    parents = [common, report, host_options()]
    check = commands.add_parser("check", parents=parents, help="judge this PC, or another one")
    check.add_argument("-f", "--file", type=Path, metavar="CLUSTER", help="the cluster it is for")
    new = commands.add_parser("new", parents=[common], help="write a cluster file for this PC")
    new.add_argument("--preset", choices=("small", "medium", "large"), default="small")
    what = new.add_mutually_exclusive_group()
    what.add_argument("--name", help="name of the cluster; default: edge-1")
    add_join_options(new, what)
    add_outside_options(new)
    new.add_argument("-o", "--output", type=Path, metavar="FILE", help="default: print it")
    validate = commands.add_parser(
        "validate",
        parents=[common, fmt, values_options()],
        help="look for mistakes in a cluster file",
    )
    validate.add_argument("file", type=Path, metavar="CLUSTER")
    plan = commands.add_parser(
        "plan", parents=[common, fmt, values_options()], help="say what apply would do"
    )
    plan.add_argument("-f", "--file", type=Path, metavar="CLUSTER", required=True)
    status = commands.add_parser("status", parents=[common, fmt], help="how the clusters are")
    status.add_argument("name", nargs="?", metavar="NAME")


def _add_import(commands: Commands[argparse.ArgumentParser]) -> None:
    importing = commands.add_parser(
        "import", parents=[_common()], help="read a file of AKS Edge Essentials"
    )
    importing.add_argument("file", type=Path, metavar="FILE")
    importing.add_argument(
        "-o", "--output", type=Path, metavar="CLUSTER", help="write the cluster file it becomes"
    )
    importing.add_argument("--report", choices=("text", "json"), default="text")


def _add_changing(commands: Commands[argparse.ArgumentParser]) -> None:
    parents = [_common(), _progress()]
    apply = commands.add_parser(
        "apply", parents=[*parents, values_options()], help="install a cluster"
    )
    apply.add_argument("-f", "--file", type=Path, metavar="CLUSTER", required=True)
    apply.add_argument("--bundle", type=Path, metavar="DIR", help="folder of the offline bundle")
    _add_consent(apply, "do not ask before starting")
    resume = commands.add_parser("resume", parents=parents, help="go on with an installation")
    resume.add_argument("name", metavar="NAME")
    for installing in (apply, resume):
        add_join_options(installing)
        installing.add_argument(
            "--log", type=Path, metavar="FILE", help="add everything that happens to this file"
        )
        installing.add_argument(
            "--on-failure",
            choices=("ask", "keep", "undo"),
            default="ask",
            help="what to do when a step fails; without a terminal `ask` means `keep`",
        )
    undo = commands.add_parser("undo", parents=parents, help="take an unfinished one back")
    undo.add_argument("name", metavar="NAME")
    destroy = commands.add_parser("destroy", parents=parents, help="remove a cluster and its data")
    destroy.add_argument("name", metavar="NAME")
    _add_consent(destroy, "do not ask before removing")
    demo = commands.add_parser(
        "demo", parents=[_progress()], help="show a whole installation on a simulated PC"
    )
    demo.add_argument("--simulate", metavar="WHAT", default="happy-shop")
    demo.add_argument("--preset", choices=("small", "medium", "large"), default="small")


def _add_using(commands: Commands[argparse.ArgumentParser]) -> None:
    common = _common()
    for verb, words in (("start", "start a cluster's nodes"), ("stop", "shut its nodes down")):
        command = commands.add_parser(verb, parents=[common], help=words)
        command.add_argument("name", metavar="NAME")
    kubeconfig = commands.add_parser(
        "kubeconfig", parents=[common], help="where the access file is, or its content"
    )
    kubeconfig.add_argument("name", metavar="NAME")
    way = kubeconfig.add_mutually_exclusive_group()
    way.add_argument("--merge", action="store_true", help="add it to your own kubeconfig")
    way.add_argument("--print", action="store_true", dest="show", help="print its content")
    ssh = commands.add_parser(
        "ssh", parents=[common], help="open a shell in a node, or run a command there"
    )
    ssh.add_argument("name", metavar="NAME")
    ssh.add_argument("--node", metavar="NODE", help="default: the first node")
    ssh.add_argument("words", nargs=argparse.REMAINDER, metavar="-- COMMAND")


def _add_consent(command: argparse.ArgumentParser, words: str) -> None:
    command.add_argument("--yes", action="store_true", help=words)
