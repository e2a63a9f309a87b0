"""How further nodes join, over every distribution that is registered."""

from __future__ import annotations

import dataclasses
import json
from datetime import timedelta
from typing import get_args

import pytest

from installer.cluster.inside import live_tickets, revoke_ticket
from installer.distributions.base import JoinTicket, Role, TicketTerms
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


@pytest.mark.parametrize("role", ROLES)
async def test_a_ticket_that_ends_is_listed_and_taken_back_by_its_public_half(
    bench: Bench, role: Role
) -> None:
    server, access = await bench.first_server(), bench.distribution.admin_access
    limit = bench.distribution.ticket_limit(role)
    terms = TicketTerms(min(limit, 3600.0), "a till may join")
    before = bench.world.clock.now()
    ticket = await bench.distribution.ticket(server, bench.settings(), role, terms)
    if limit == 0:
        # It can neither end nor be taken back, so there is nothing to call it by.
        assert ticket.ident == ""
        return
    assert ticket.ident
    assert ticket.ident in ticket.token
    [found] = await live_tickets(server, access)
    assert (found.ident, found.purpose) == (ticket.ident, "a till may join")
    assert found.expires is not None
    assert timedelta(seconds=3600) <= found.expires - before < timedelta(seconds=3660)
    await revoke_ticket(server, access, ticket.ident)
    await revoke_ticket(server, access, ticket.ident)
    assert await live_tickets(server, access) == ()


async def test_a_ticket_reads_back_as_it_was_written_down(bench: Bench) -> None:
    server = await bench.first_server()
    for role in ROLES:
        ticket = await bench.distribution.ticket(server, bench.settings(), role)
        ending = dataclasses.replace(ticket, expires=bench.world.clock.now())
        assert JoinTicket.of_record(json.loads(json.dumps(ending.record()))) == ending


async def test_a_server_leaves_and_a_worker_just_goes(bench: Bench) -> None:
    for role in ROLES:
        await bench.distribution.leave(bench.node("node-2"), bench.further(role))
