"""A join file and a cluster file: each value that differs is named with both."""

from __future__ import annotations

import dataclasses
from datetime import UTC, datetime, timedelta

import pytest

from installer.distributions.base import JoinTicket
from installer.engine.join_file import JoinFile, join_file_head, join_file_text, open_join_file
from installer.engine.join_fit import fitting_ticket
from installer.errors import JoinFileExpired, JoinFileUnfit, JoinFileUnreadable
from tests.helpers.two_pcs import PASSPHRASE, first_pc, second_pc

NOW = datetime(2026, 11, 25, 12, tzinfo=UTC)
VERSION = "v1.34.4"
TICKET = JoinTicket(
    server="https://192.168.50.20:6443",
    token="abcdef.0123456789abcdef",
    ident="abcdef",
    ca_hash="sha256:51",
    certificate_key="c7c7",
    files={"/etc/kubernetes/edgewright/encryption.yaml": "key"},
    expires=NOW + timedelta(hours=1),
)
SPEC = second_pc().spec
JOIN = JoinFile(
    cluster="demo",
    role="worker",
    distribution="kubeadm",
    version=VERSION,
    pod_cidr=str(SPEC.network.pod_cidr),
    service_cidr=str(SPEC.network.service_cidr),
    expires=NOW + timedelta(hours=1),
    members={"till-1": "192.168.50.20"},
    outside={"subnet": "192.168.50.0/24", "gateway": "192.168.50.1", "vlan": None, "mtu": 1500},
    ticket=TICKET,
)


def _told(join: JoinFile) -> str:
    with pytest.raises(JoinFileUnfit) as caught:
        fitting_ticket(second_pc(), join, version=VERSION, now=NOW)
    return caught.value.details


def test_what_fits_gives_its_ticket_and_no_file_gives_none() -> None:
    assert fitting_ticket(second_pc(), JOIN, version=VERSION, now=NOW) is TICKET
    assert fitting_ticket(first_pc(), None, version=VERSION, now=NOW) is None


@pytest.mark.parametrize(
    ("changes", "told"),
    [
        ({"cluster": "shop-1"}, "metadata.name: here demo, in the cluster shop-1"),
        ({"distribution": "k3s"}, "spec.distribution: here kubeadm, in the cluster k3s"),
        ({"version": "v1.33.1"}, "version of the bundle: here v1.34.4, in the cluster v1.33.1"),
        ({"pod_cidr": "10.1.0.0/16"}, "podCidr: here 10."),
        ({"service_cidr": "10.2.0.0/16"}, "in the cluster 10.2.0.0/16"),
        ({"members": {"till-2": "192.168.50.99"}}, "nodes[0].name: the cluster has a node till-2"),
        ({"members": {"x": "192.168.50.21"}}, "nodes[0].address: 192.168.50.21 is the address of"),
        ({"members": {f"n{n}": f"10.9.0.{n}" for n in range(15)}}, "has 16 nodes, and 15 are"),
        (
            {"ticket": dataclasses.replace(TICKET, server="https://10.7.0.1:6443")},
            "192.168.50.0/24 does not hold the server 10.7.0.1",
        ),
    ],
)
def test_each_value_that_differs_is_named_with_both(changes: dict[str, object], told: str) -> None:
    join = dataclasses.replace(JOIN, **changes)  # type: ignore[arg-type]
    assert told in _told(join)
    assert len(_told(join).splitlines()) == 1


def test_a_node_that_has_begun_to_join_is_known_to_the_cluster_by_its_name_and_address() -> None:
    known = dataclasses.replace(JOIN, members={**JOIN.members, "till-2": "192.168.50.21"})
    assert fitting_ticket(second_pc(), known, version=VERSION, now=NOW, again=True) is TICKET
    other = dataclasses.replace(JOIN, members={**JOIN.members, "till-2": "192.168.50.99"})
    for join, again in ((known, False), (other, True)):
        with pytest.raises(JoinFileUnfit, match="does not fit"):
            fitting_ticket(second_pc(), join, version=VERSION, now=NOW, again=again)


def test_all_differences_are_told_at_once() -> None:
    join = dataclasses.replace(JOIN, cluster="shop-1", version="v1.33.1", distribution="k3s")
    assert len(_told(join).splitlines()) == 3


def test_a_file_for_workers_lets_no_server_in() -> None:
    with pytest.raises(JoinFileUnfit) as caught:
        fitting_ticket(second_pc("worker", "server"), JOIN, version=VERSION, now=NOW)
    assert "till-3 shall be a server" in caught.value.details
    further = dataclasses.replace(JOIN, role="server")
    config = second_pc("worker", "server")
    assert fitting_ticket(config, further, version=VERSION, now=NOW) is TICKET


def test_its_last_moment_is_too_late() -> None:
    late = JOIN.expires
    with pytest.raises(JoinFileExpired, match="2026-11-25 at 13:00"):
        fitting_ticket(second_pc(), JOIN, version=VERSION, now=late)
    early = late - timedelta(seconds=1)
    assert fitting_ticket(second_pc(), JOIN, version=VERSION, now=early) is TICKET


def test_a_file_reads_back_as_it_was_made() -> None:
    data = join_file_text(JOIN, PASSPHRASE).encode()
    assert open_join_file(data, PASSPHRASE) == JOIN
    assert join_file_head(data) == {
        "cluster": "demo",
        "id": "abcdef",
        "role": "worker",
        "expires": "2026-11-25T13:00:00+00:00",
    }
    for secret in (TICKET.token, TICKET.certificate_key, *TICKET.files):
        assert secret.encode() not in data


def test_a_file_of_another_version_of_the_program_is_said_to_be_one(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    data = join_file_text(JOIN, PASSPHRASE).encode()
    monkeypatch.setattr("installer.engine.join_file.open_sealed", lambda *_: b'{"cluster": "x"}')
    with pytest.raises(JoinFileUnreadable, match="another version"):
        open_join_file(data, PASSPHRASE)
