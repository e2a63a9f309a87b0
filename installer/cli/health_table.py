"""The health ladder of a cluster on the terminal."""

from __future__ import annotations

from rich.table import Table
from rich.text import Text

from installer.cli.output import console
from installer.engine.health import NodeLadder, Rung, RungState

_TITLES = {
    "vm": "Virtual machine",
    "ssh": "SSH",
    "containerd": "containerd",
    "api": "Kubernetes API",
    "node": "Node in Kubernetes",
    "coredns": "CoreDNS",
}
_STYLES = {
    RungState.OK: "green",
    RungState.FAILED: "bold red",
    RungState.NOT_LOOKED_AT: "dim",
}


def print_health(ladders: tuple[NodeLadder, ...]) -> None:
    """One block of rungs for each node; the failed one with its reason and evidence."""
    table = Table(box=None, padding=(0, 2, 0, 0), show_header=False)
    for _ in ("node", "rung"):
        table.add_column(no_wrap=True)
    table.add_column(overflow="fold")
    for ladder in ladders:
        for index, rung in enumerate(ladder.rungs):
            node = ladder.node if index == 0 else ""
            table.add_row(node, _TITLES[rung.name], _words(rung))
    console.print(table)


def _words(rung: Rung) -> Text:
    text = Text(rung.state, style=_STYLES[rung.state])
    for line, style in (
        (rung.reason, "not bold default"),
        (f"What to do: {rung.advice}" if rung.advice else "", "not bold default"),
        (rung.evidence, "not bold dim default"),
    ):
        if line:
            text.append(f"\n{line}", style=style)
    return text
