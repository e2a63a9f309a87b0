"""Lists that are followed on the real server: changes, restarts, compaction, rights."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Callable
from datetime import timedelta
from pathlib import Path

import pytest

from installer.clock import SystemClock
from installer.cluster.connection import Connection
from installer.cluster.decode import Page
from installer.cluster.followed import Follower
from installer.cluster.lister import Lister
from installer.cluster.live import LiveConsole
from installer.cluster.registry import all_kinds
from installer.cluster.states import Delta, FeedWord
from installer.errors import ClusterRefused
from tests.cluster.conftest import create, pod, until
from tests.testbed.api_server import ApiServer

pytestmark = pytest.mark.real

Open = Callable[[Path], LiveConsole]


@pytest.fixture
async def open_as() -> AsyncIterator[Open]:
    opened: list[LiveConsole] = []

    def open_as(kubeconfig: Path) -> LiveConsole:
        opened.append(LiveConsole(Connection(kubeconfig, None), "test", SystemClock()))
        return opened[-1]

    yield open_as
    for console in opened:
        console.close()


def names(follower: Follower) -> set[str]:
    return {row.name for row in follower.rows}


async def test_rows_follow_every_change(
    server: ApiServer, admin: Connection, namespace: str, open_as: Open
) -> None:
    path = f"/api/v1/namespaces/{namespace}/pods"
    create(admin, path, pod("first"))
    deltas: list[Delta] = []
    follower = open_as(server.admin).follow("pods", deltas.append, namespace=namespace)
    await until(lambda: follower.state.word is FeedWord.LIVE and names(follower) == {"first"})
    create(admin, path, pod("second"))
    await until(lambda: names(follower) == {"first", "second"})
    admin.send("DELETE", f"{path}/first", {"gracePeriodSeconds": 0})
    await until(lambda: names(follower) == {"second"})
    assert {row.name for delta in deltas for row in delta.added} == {"first", "second"}
    assert sum(len(delta.removed) for delta in deltas) == 1


async def test_a_paused_follower_is_told_the_difference_when_it_looks_again(
    server: ApiServer, admin: Connection, namespace: str, open_as: Open
) -> None:
    path = f"/api/v1/namespaces/{namespace}/pods"
    create(admin, path, pod("stays"))
    create(admin, path, pod("goes"))
    deltas: list[Delta] = []
    follower = open_as(server.admin).follow("pods", deltas.append, namespace=namespace)
    await until(lambda: names(follower) == {"stays", "goes"})
    follower.pause()
    seen = len(deltas)
    admin.send("DELETE", f"{path}/goes", {"gracePeriodSeconds": 0})
    create(admin, path, pod("came"))
    await until(lambda: names(follower) == {"stays", "came"})
    assert len(deltas) == seen
    follower.resume()
    [last] = deltas[seen:]
    assert ([row.name for row in last.added], last.changed, len(last.removed)) == (["came"], (), 1)


async def test_a_restart_of_the_server_is_survived_and_seen(
    server: ApiServer, admin: Connection, namespace: str, open_as: Open
) -> None:
    path = f"/api/v1/namespaces/{namespace}/pods"
    create(admin, path, pod("before"))
    states: list[FeedWord] = []
    follower = open_as(server.admin).follow(
        "pods", lambda delta: states.append(delta.state.word), namespace=namespace
    )
    await until(lambda: follower.state.word is FeedWord.LIVE)
    server.stop_server()
    try:
        await until(lambda: states[-1] is not FeedWord.LIVE, "the loss is seen")
        assert names(follower) == {"before"}, "rows stay while the server is away"
        await until(lambda: follower.state.word is FeedWord.STALE, "the rows are called old")
    finally:
        await asyncio.to_thread(server.start_server)
    await until(lambda: follower.state.word is FeedWord.LIVE, "it is live again")
    create(admin, path, pod("after"))
    await until(lambda: names(follower) == {"before", "after"})


def test_a_list_that_is_compacted_between_two_pages_says_gone(
    server: ApiServer, admin: Connection, namespace: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("installer.cluster.lister.PAGE", 2)
    path = f"/api/v1/namespaces/{namespace}/pods"
    for number in range(5):
        create(admin, path, pod(f"pod-{number}"))
    pages: list[Page] = []
    reading = Lister(admin, all_kinds()["pods"], namespace).pages()
    pages.append(next(reading))
    create(admin, path, pod("more"))
    server.stop_server()  # which holds older states in memory
    server.compact()
    server.start_server()
    with pytest.raises(ClusterRefused) as refused:
        pages += list(reading)
    assert refused.value.status == 410


async def test_a_watch_from_a_forgotten_version_lists_anew(
    server: ApiServer, admin: Connection, namespace: str, open_as: Open
) -> None:
    path = f"/api/v1/namespaces/{namespace}/pods"
    create(admin, path, pod("early"))
    console = open_as(server.admin)
    follower = console.follow("pods", lambda _: None, namespace=namespace)
    await until(lambda: follower.state.word is FeedWord.LIVE)
    server.stop_server()
    await asyncio.to_thread(server.start_server)
    # A fresh server knows nothing from before its start, which it says with 410.
    for number in range(3):
        create(admin, path, pod(f"late-{number}"))
    admin.send("DELETE", f"{path}/early", {"gracePeriodSeconds": 0})
    server.compact()
    await until(lambda: names(follower) == {"late-0", "late-1", "late-2"})


async def test_a_list_that_is_not_allowed_is_denied_and_not_empty(
    server: ApiServer, admin: Connection, namespace: str, open_as: Open
) -> None:
    follower = open_as(server.user("nobody")).follow("nodes", lambda _: None)
    await until(lambda: follower.state.word is FeedWord.DENIED)
    assert follower.state.text == "This user may not list nodes."
    assert 'User "nobody" cannot list resource "nodes"' in follower.state.details


async def test_a_user_of_one_namespace_sees_that_one(
    server: ApiServer, admin: Connection, namespace: str, open_as: Open
) -> None:
    allow(admin, namespace, "clerk", ["get", "list", "watch"])
    create(admin, f"/api/v1/namespaces/{namespace}/pods", pod("mine"))
    console = open_as(server.user("clerk"))
    everywhere = console.follow("pods", lambda _: None)
    here = console.follow("pods", lambda _: None, namespace=namespace)
    await until(lambda: here.state.word is FeedWord.LIVE and names(here) == {"mine"})
    await until(lambda: everywhere.state.word is FeedWord.DENIED)
    assert (await console.allowed("list", "pods", namespace=namespace)).allowed
    refused = await console.allowed("delete", "pods", namespace=namespace)
    assert (refused.allowed, "may not delete pods" in refused.reason) == (False, True)


async def test_an_expired_client_certificate_is_named(server: ApiServer, open_as: Open) -> None:
    pair = server.authority.issue("late", life=timedelta(minutes=-5))
    kubeconfig = server.authority.kubeconfig(server.url, pair, "late")
    follower = open_as(kubeconfig).follow("nodes", lambda _: None)
    await until(lambda: follower.state.word not in (FeedWord.LOADING, FeedWord.LIVE))
    assert follower.state.word is FeedWord.ERROR
    assert follower.state.text == "The cluster does not accept this access any more."


def allow(admin: Connection, namespace: str, user: str, verbs: list[str]) -> None:
    """Give a user rights on pods in a namespace."""
    base = f"/apis/rbac.authorization.k8s.io/v1/namespaces/{namespace}"
    rules = [{"apiGroups": [""], "resources": ["pods"], "verbs": verbs}]
    create(admin, f"{base}/roles", {"metadata": {"name": user}, "rules": rules})
    group = "rbac.authorization.k8s.io"
    binding = {
        "metadata": {"name": user},
        "roleRef": {"apiGroup": group, "kind": "Role", "name": user},
        "subjects": [{"apiGroup": group, "kind": "User", "name": user}],
    }
    create(admin, f"{base}/rolebindings", binding)
