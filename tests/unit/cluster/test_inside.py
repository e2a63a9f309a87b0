"""What a cluster says inside of a node, as kubectl prints it."""

from __future__ import annotations

import base64
from dataclasses import dataclass, field
from datetime import UTC, datetime

import pytest

from installer.cluster.inside import LiveTicket, live_tickets, member_health, members
from installer.errors import CommandFailed, HostUnreachable
from installer.host.base import Command, Result


@dataclass
class Node:
    """Answers every command alike."""

    result: Result
    commands: list[Command] = field(default_factory=list)

    async def run(self, command: Command, *, timeout: float) -> Result:
        self.commands.append(command)
        return self.result

    async def read_text(self, path: str) -> str:
        raise FileNotFoundError(path)

    async def write_text(self, path: str, text: str, *, mode: int = 0o644) -> None:
        raise PermissionError(path)

    async def aclose(self) -> None:
        """Nothing is held."""


def _line(*words: str) -> str:
    return " ".join(base64.b64encode(word.encode()).decode() for word in words)


async def test_members_are_named_with_their_addresses() -> None:
    node = Node(Result(0, "till-1 192.168.50.20\ntill-2 192.168.50.21\ntill-3 \n"))
    found = await members(node, "/etc/kubernetes/admin.conf")
    assert found == {"till-1": "192.168.50.20", "till-2": "192.168.50.21", "till-3": ""}
    assert node.commands[0].arguments == {"ACCESS": "/etc/kubernetes/admin.conf"}


async def test_tickets_are_read_with_and_without_end_and_purpose() -> None:
    text = "\n".join(
        (_line("abcdef", "2026-11-25T14:54:41Z", "edgewright join file: worker"), _line("fedcba"))
    )
    assert await live_tickets(Node(Result(0, f"{text}  \n\n")), "x") == (
        LiveTicket(
            "abcdef", datetime(2026, 11, 25, 14, 54, 41, tzinfo=UTC), "edgewright join file: worker"
        ),
        LiveTicket("fedcba", None, ""),
    )


@pytest.mark.parametrize(
    ("answer", "ready", "missing"),
    [
        ("True\nv1.34.4\nkubelet is posting ready status", True, ()),
        ("False\nv1.34.4\nno CNI\nplugin", False, ("node till-2 is not ready: no CNI\nplugin",)),
        ("\n\n", False, ("node till-2 is not ready: ",)),
    ],
)
async def test_a_node_is_told_how_the_cluster_sees_it(
    answer: str, missing: tuple[str, ...], *, ready: bool
) -> None:
    health = await member_health({"till-2": Node(Result(0, answer))}, "x")
    assert [(node.name, node.ready) for node in health.nodes] == [("till-2", ready)]
    assert health.missing == missing


async def test_a_cluster_that_does_not_answer_its_node_is_no_answer() -> None:
    broken = Node(Result(1, "", "connection refused"))
    with pytest.raises(HostUnreachable) as caught:
        await member_health({"till-2": broken}, "x")
    assert "connection refused" in caught.value.details
    with pytest.raises(CommandFailed):
        await members(broken, "x")
