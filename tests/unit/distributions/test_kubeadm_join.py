"""How a further node joins by kubeadm: where its secrets go, and where they never go."""

from __future__ import annotations

import dataclasses
from pathlib import Path

import pytest
import yaml

from installer.distributions.base import JoinTicket
from installer.distributions.kubeadm_config import ENCRYPTION_PATH
from installer.errors import KubernetesInstallFailed
from installer.host.base import Command, Result
from installer.resources import resource_text
from tests.helpers.distribution_bench import DISTRIBUTIONS, Bench
from tests.helpers.recording_node import RecordingNode

JOIN_PATH = "/etc/edgewright/kubeadm-join.yaml"


@pytest.fixture
def bench(tmp_path: Path) -> Bench:
    return Bench(DISTRIBUTIONS["kubeadm"], tmp_path)


def _secrets(ticket: JoinTicket) -> list[str]:
    return [secret for secret in (ticket.token, ticket.certificate_key) if secret]


async def test_a_ticket_for_a_worker_has_no_key_to_the_certificates(bench: Bench) -> None:
    server = await bench.first_server()
    worker = await bench.distribution.ticket(server, bench.settings(), "worker")
    further = await bench.distribution.ticket(server, bench.settings(), "server")
    assert worker.server == further.server == "https://10.92.0.10:6443"
    assert worker.ca_hash.startswith("sha256:")
    assert worker.certificate_key == ""
    assert further.certificate_key
    assert worker.files == {}


@pytest.mark.parametrize("role", ["server", "worker"])
async def test_secrets_stand_in_one_file_that_the_script_removes_and_nowhere_else(
    bench: Bench, role: str
) -> None:
    server, node = await bench.first_server(), bench.node("node-2")
    settings = bench.further(role)  # type: ignore[arg-type]
    await bench.distribution.install(node, settings, bench.work)
    ticket = await bench.distribution.ticket(server, bench.settings(), settings.role)
    await bench.distribution.join(node, settings, ticket, bench.work)
    assert await bench.distribution.joined(node, settings)

    text, mode = node.written.pop(JOIN_PATH)
    assert mode == 0o600
    document = yaml.safe_load(text)
    assert document["discovery"]["bootstrapToken"]["token"] == ticket.token
    assert ("controlPlane" in document) is (role == "server")
    assert JOIN_PATH not in bench.files("node-2")
    assert f"rm -f {JOIN_PATH}" in resource_text("node/kubeadm/join.sh")
    said = "\n".join(
        (
            *(content for content, _ in node.written.values()),
            *bench.reports,
            node.command_lines,
            server.command_lines,
            repr(ticket),
        )
    )
    assert [secret for secret in _secrets(ticket) if secret in said] == []


async def test_a_further_server_gets_the_key_that_encrypts_secrets_before_it_joins(
    bench: Bench,
) -> None:
    server, first = bench.node(), bench.settings(encrypt_secrets=True)
    await bench.distribution.install(server, first, bench.work)
    await bench.distribution.initialise(server, first, bench.work)
    assert ENCRYPTION_PATH not in server.written  # made in the node itself
    key = bench.files()[ENCRYPTION_PATH]

    worker = await bench.distribution.ticket(server, first, "worker")
    assert worker.files == {}
    ticket = await bench.distribution.ticket(server, first, "server")
    assert "Encryption" not in repr(ticket)
    node = bench.node("node-2")
    settings = dataclasses.replace(bench.further("server"), encrypt_secrets=True)
    await bench.distribution.join(node, settings, ticket, bench.work)
    assert node.written[ENCRYPTION_PATH] == (key, 0o600)
    assert list(node.written).index(ENCRYPTION_PATH) < list(node.written).index(JOIN_PATH)


@pytest.mark.parametrize("answer", ["", "kubeadm join\n", "a 'b\n", "kubeadm join x --token t\n"])
async def test_an_answer_that_is_no_ticket_is_an_error_that_does_not_repeat_it(
    bench: Bench, answer: str
) -> None:
    class Odd(RecordingNode):
        async def run(self, command: Command, *, timeout: float) -> Result:
            return Result(0, answer)

    with pytest.raises(KubernetesInstallFailed) as caught:
        await bench.distribution.ticket(Odd(bench.node()), bench.settings(), "worker")
    assert "--token" not in caught.value.details
