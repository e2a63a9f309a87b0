"""How further nodes join, over every distribution that is registered."""

from __future__ import annotations

from typing import get_args

import pytest

from installer.distributions.base import JoinTicket, Role
from installer.errors import HostUnreachable
from tests.helpers.distribution_bench import Bench

ROLES: tuple[Role, ...] = get_args(Role)
# Far more moments than any verb has.
MOMENTS = 200


def secrets(ticket: JoinTicket) -> list[str]:
    """The parts of a ticket that nobody may see: each alone would let somebody in."""
    texts = [
        text for text in (ticket.token, ticket.certificate_key, *ticket.files.values()) if text
    ]
    return [part for text in texts for part in (text, text.rpartition("::")[2])]


async def test_a_node_that_never_joined_is_not_joined(bench: Bench) -> None:
    settings = bench.further("worker")
    assert not await bench.distribution.joined(bench.node("node-2"), settings)
    node = await bench.first_server()
    assert not await bench.distribution.joined(node, bench.settings())


@pytest.mark.parametrize("role", ROLES)
async def test_a_ticket_leads_to_the_server_and_shows_no_secret(bench: Bench, role: Role) -> None:
    server = await bench.first_server()
    ticket = await bench.distribution.ticket(server, bench.settings(), role)
    assert ticket.server == "https://10.92.0.10:6443"
    assert ticket.token.strip() == ticket.token != ""
    shown = repr(ticket)
    assert not [secret for secret in secrets(ticket) if secret in shown]


@pytest.mark.parametrize("role", ROLES)
async def test_a_further_node_joins(bench: Bench, role: Role) -> None:
    server = await bench.first_server()
    ticket = await bench.distribution.ticket(server, bench.settings(), role)
    node, settings = bench.node("node-2"), bench.further(role)
    await bench.distribution.install(node, settings, bench.work)
    assert not await bench.distribution.joined(node, settings)
    await bench.distribution.join(node, settings, ticket, bench.work)
    assert await bench.distribution.joined(node, settings)
    assert not await bench.distribution.initialised(node, settings)


@pytest.mark.parametrize("role", ROLES)
async def test_no_secret_is_on_a_command_line_in_a_report_or_in_an_open_file(
    bench: Bench, role: Role
) -> None:
    server = await bench.first_server()
    ticket = await bench.distribution.ticket(server, bench.settings(), role)
    node, settings = bench.node("node-2"), bench.further(role)
    await bench.distribution.install(node, settings, bench.work)
    await bench.distribution.join(node, settings, ticket, bench.work)
    hidden = secrets(ticket)
    assert hidden
    open_files = [
        text for text, mode in (*server.written.values(), *node.written.values()) if mode & 0o077
    ]
    told = [server.command_lines, node.command_lines, *bench.reports, *open_files]
    told += [(command.stdin or b"").decode() for command in (*server.commands, *node.commands)]
    assert not [secret for secret in hidden if any(secret in text for text in told)]
    closed = [text for text, mode in node.written.values() if not mode & 0o077]
    assert all(any(secret in text for text in closed) for secret in hidden)


@pytest.mark.parametrize("role", ROLES)
async def test_joining_again_changes_nothing_wherever_it_broke_off(
    bench: Bench, role: Role
) -> None:
    server = await bench.first_server()
    ticket = await bench.distribution.ticket(server, bench.settings(), role)
    settings = bench.further(role)
    await bench.distribution.join(bench.node("node-2"), settings, ticket, bench.work)
    whole = bench.files("node-2")
    for moment in range(1, MOMENTS):
        node = bench.node("node-2")
        node.lost_at = moment
        try:
            await bench.distribution.join(node, settings, ticket, bench.work)
            break
        except HostUnreachable:
            await bench.distribution.join(bench.node("node-2"), settings, ticket, bench.work)
        assert bench.files("node-2") == whole
    assert 1 < moment < MOMENTS - 1
