"""What every distribution must do: one suite, run over each that is registered.

The nodes are those of the simulator, so it answers for each distribution as well.  How further
nodes join is in `test_distributions_join`.
"""

from __future__ import annotations

import itertools
from collections.abc import Awaitable, Callable
from pathlib import PurePosixPath
from typing import get_args

import pytest
import yaml

from installer.bundle.manifest import NEWEST_VERSIONS
from installer.config.model import DistributionName
from installer.errors import HostUnreachable
from tests.helpers.distribution_bench import DISTRIBUTIONS, Bench
from tests.helpers.recording_node import RecordingNode

# Far more moments than any verb has.
MOMENTS = 200
Verb = Callable[[Bench, RecordingNode], Awaitable[object]]
VERBS: dict[str, Verb] = {
    "install": lambda bench, node: bench.distribution.install(node, bench.settings(), bench.work),
    "initialise": lambda bench, node: bench.distribution.initialise(
        node, bench.settings(), bench.work
    ),
}


def test_every_distribution_of_a_bundle_is_registered_and_no_other() -> None:
    assert set(DISTRIBUTIONS) == set(get_args(DistributionName)) == set(NEWEST_VERSIONS)


def test_has_a_title_for_people(bench: Bench) -> None:
    assert len(bench.distribution.title) > len(bench.distribution.name)


def test_folders_for_the_data_disk_are_absolute_and_do_not_lie_in_each_other(bench: Bench) -> None:
    folders = [PurePosixPath(folder) for folder in bench.distribution.data_folders()]
    assert PurePosixPath("/var/log/pods") in folders
    assert all(folder.is_absolute() for folder in folders)
    pairs = itertools.permutations(folders, 2)
    assert not [pair for pair in pairs if pair[0].is_relative_to(pair[1])]


async def test_nothing_was_done_to_a_new_node(bench: Bench) -> None:
    node, settings = bench.node(), bench.settings()
    assert not await bench.distribution.installed(node, settings)
    assert not await bench.distribution.initialised(node, settings)
    assert bench.files() == {}


async def test_installs_one_version(bench: Bench) -> None:
    node, settings = bench.node(), bench.settings()
    await bench.distribution.install(node, settings, bench.work)
    assert await bench.distribution.installed(node, settings)
    assert not await bench.distribution.installed(node, bench.settings(version="v1.2.3"))
    assert not await bench.distribution.initialised(node, settings)


async def test_sets_up_a_control_plane(bench: Bench) -> None:
    node = await bench.first_server()
    assert await bench.distribution.initialised(node, bench.settings())
    assert await bench.distribution.installed(node, bench.settings())


async def test_the_kubeconfig_leads_to_this_pc_and_is_named_after_the_cluster(bench: Bench) -> None:
    node = await bench.first_server()
    document = yaml.safe_load(await bench.distribution.kubeconfig(node, bench.settings()))
    [cluster], [user], [context] = (document[key] for key in ("clusters", "users", "contexts"))
    assert cluster["cluster"]["server"] == "https://127.0.0.1:16443"
    names = {cluster["name"], user["name"], context["name"], document["current-context"]}
    assert names == {"edgewright-shop-1"}
    assert context["context"] == {"cluster": "edgewright-shop-1", "user": "edgewright-shop-1"}


async def test_says_what_a_node_knows_at_any_time(bench: Bench) -> None:
    node = bench.node()
    assert await bench.distribution.evidence(node)
    node = await bench.first_server()
    assert await bench.distribution.evidence(node)


@pytest.mark.parametrize("verb", VERBS)
async def test_a_verb_that_is_called_again_changes_nothing(bench: Bench, verb: str) -> None:
    await bench.first_server()
    await VERBS[verb](bench, bench.node())
    before = bench.files()
    await VERBS[verb](bench, bench.node())
    assert bench.files() == before


@pytest.mark.parametrize("verb", VERBS)
async def test_a_verb_that_lost_the_node_anywhere_is_simply_called_again(
    bench: Bench, verb: str
) -> None:
    await bench.first_server()
    whole = bench.files()
    for moment in range(1, MOMENTS):
        node = bench.node()
        node.lost_at = moment
        try:
            await VERBS[verb](bench, node)
            break
        except HostUnreachable:
            await VERBS[verb](bench, bench.node())
        assert bench.files() == whole
    assert 1 < moment < MOMENTS - 1
