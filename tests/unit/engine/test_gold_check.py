from __future__ import annotations

import shutil
import stat
import subprocess
from datetime import UTC, datetime
from pathlib import Path

import pytest

from installer.checks.base import Verdict
from installer.engine.gold_check import judge_gold
from installer.engine.gold_read import (
    _SCRIPT,
    GoldFacts,
    KeptCluster,
    kept_clusters,
    parse_gold,
    read_gold,
)
from installer.errors import UsageError
from installer.simulator.bundle import simulated_bundle
from installer.simulator.description import SimulatedPc
from installer.simulator.scenario import Scenario
from installer.simulator.windows_description import SimulatedWindows
from tests.helpers.simulated import demo_config, session_in

IMAGE, START, LATER = 1_000, 5_000, 5_010
MACHINE_ID, HOST_KEY = "/etc/machine-id", "/etc/ssh/ssh_host_ed25519_key"
UNIT = "/etc/systemd/system/edgewright-shop-1-node.service"


def at(seconds: int) -> datetime:
    return datetime.fromtimestamp(seconds, UTC)


def cluster(begun: int, **more: tuple[str, ...]) -> KeptCluster:
    parts = {"nodes": ("node",), "macs": ("52:54:00:00:00:01",), "keys": ("/k",), "tokens": ()}
    return KeptCluster(name="shop-1", begun=at(begun), owner="0fa1", **{**parts, **more})


def account(made: int = LATER, *lines: str, ident: str = "4c1f0912aa") -> GoldFacts:
    files = (f"made {made} {MACHINE_ID}", f"made {made} {HOST_KEY}")
    return parse_gold("\n".join((f"id {ident}", f"started {START}", *files, *lines)))


def with_clusters(*clusters: KeptCluster, autostart: tuple[str, ...] = ()) -> GoldFacts:
    return GoldFacts(machine_id="", started=at(START), clusters=clusters, autostart=autostart)


FRESH = account()
OLD = account(IMAGE - 1)
CASES = [
    ("machine_id", FRESH, None, Verdict.PASS, ""),
    ("machine_id", OLD, None, Verdict.UNKNOWN, "--image-made"),
    ("machine_id", OLD, IMAGE, Verdict.FAIL, "systemd-machine-id-setup"),
    ("machine_id", account(IMAGE + 1), IMAGE, Verdict.PASS, ""),
    ("machine_id", account(IMAGE), IMAGE, Verdict.FAIL, "systemd-machine-id-setup"),
    ("machine_id", account(IMAGE - 1, ident=""), IMAGE, Verdict.PASS, ""),
    ("machine_id", account(IMAGE - 1, ident="uninitialized"), IMAGE, Verdict.PASS, ""),
    ("host_keys", FRESH, None, Verdict.PASS, ""),
    ("host_keys", OLD, None, Verdict.UNKNOWN, "ssh-keygen -A"),
    ("host_keys", OLD, IMAGE, Verdict.FAIL, "ssh-keygen -A"),
    ("host_keys", account(LATER, "made 1 /etc/ssh/ssh_host_rsa_key"), IMAGE, Verdict.FAIL, "rm"),
    ("host_keys", with_clusters(), IMAGE, Verdict.PASS, ""),
    ("owner_ids", with_clusters(), IMAGE, Verdict.PASS, ""),
    ("owner_ids", with_clusters(cluster(LATER)), None, Verdict.PASS, ""),
    ("owner_ids", with_clusters(cluster(1)), IMAGE, Verdict.FAIL, "edgewright destroy shop-1"),
    ("owner_ids", with_clusters(cluster(1)), None, Verdict.UNKNOWN, "edgewright destroy shop-1"),
    ("cluster_keys", with_clusters(cluster(1)), IMAGE, Verdict.FAIL, "edgewright destroy shop-1"),
    ("cluster_keys", with_clusters(cluster(1, keys=())), IMAGE, Verdict.PASS, ""),
    ("cluster_keys", with_clusters(cluster(LATER)), IMAGE, Verdict.PASS, ""),
    ("tokens", with_clusters(cluster(LATER)), IMAGE, Verdict.PASS, ""),
    ("tokens", with_clusters(cluster(LATER, tokens=("/t",))), IMAGE, Verdict.FAIL, "resume"),
    ("autostart", with_clusters(cluster(LATER), autostart=(UNIT,)), None, Verdict.PASS, ""),
    ("autostart", with_clusters(autostart=(UNIT,)), None, Verdict.FAIL, "crontab -e"),
    (
        "autostart",
        with_clusters(cluster(LATER), autostart=(UNIT.replace("shop-1", "shop-1-b"),)),
        None,
        Verdict.FAIL,
        "--state",
    ),
    (
        "autostart",
        with_clusters(cluster(1), autostart=("@reboot sh x # edgewright 0fa1 shop-1/node",)),
        None,
        Verdict.PASS,
        "",
    ),
]


@pytest.mark.parametrize(("ident", "facts", "image", "verdict", "remedy"), CASES)
def test_what_came_with_the_image_is_told_with_what_to_do(
    ident: str, facts: GoldFacts, image: int | None, verdict: Verdict, remedy: str
) -> None:
    found = {each.id: each for each in judge_gold(facts, at(image) if image else None)}
    finding = found[f"gold.{ident}"].finding
    assert finding.verdict is verdict
    assert remedy in finding.remedy
    assert bool(finding.remedy) == (verdict is not Verdict.PASS) == found[f"gold.{ident}"].stops


def test_the_machine_id_is_not_shown_whole() -> None:
    finding = judge_gold(OLD, at(IMAGE))[0].finding
    assert finding.evidence["id"] == "4c1f0912..."


async def test_the_cluster_of_a_simulated_pc_is_seen_with_its_keys(tmp_path: Path) -> None:
    session, _ = session_in(tmp_path, Scenario(title="x"))
    await session.apply(demo_config(), bundle=await simulated_bundle(tmp_path))
    facts = await read_gold(session)
    [kept] = facts.clusters
    assert (kept.name, len(kept.macs)) == ("demo", 1)
    assert {Path(key).name for key in kept.keys} == {"client", "demo-node", "kubeconfig"}
    assert [Path(unit).name for unit in facts.autostart] == ["edgewright-demo-demo-node.service"]
    long_ago, one_day = datetime(2020, 1, 1, tzinfo=UTC), datetime(2100, 1, 1, tzinfo=UTC)
    assert not any(found.stops for found in judge_gold(facts, long_ago))
    stopping = {found.id for found in judge_gold(facts, one_day) if found.stops}
    assert {"gold.owner_ids", "gold.cluster_keys"} < stopping
    # The same disk in another PC, and the folder of the clusters taken away.
    shutil.rmtree(tmp_path / "demo")
    assert kept_clusters(session) == ()


async def test_a_simulated_clone_must_not_be_shipped(tmp_path: Path) -> None:
    session, _ = session_in(tmp_path, Scenario(title="x", pc=SimulatedPc(cloned=True)))
    stopping = [found.id for found in judge_gold(await read_gold(session), None) if found.stops]
    assert stopping == ["gold.machine_id", "gold.host_keys"]


async def test_a_windows_pc_is_refused_in_words(tmp_path: Path) -> None:
    session, _ = session_in(tmp_path, Scenario(title="x", windows=SimulatedWindows()))
    with pytest.raises(UsageError, match="Linux"):
        await read_gold(session)


def test_the_script_finds_what_is_there_in_a_real_shell(tmp_path: Path) -> None:
    units = tmp_path / "systemd" / "user"
    units.mkdir(parents=True)
    (units / "edgewright-shop-1-node.service").write_text("")
    crontab = tmp_path / "crontab"
    crontab.write_text("#!/bin/sh\necho '@daily other'\necho '@reboot sh x # edgewright o s/n'\n")
    crontab.chmod(crontab.stat().st_mode | stat.S_IXUSR)
    environment = {"XDG_CONFIG_HOME": str(tmp_path), "PATH": f"{tmp_path}:/usr/bin:/bin"}
    text = subprocess.run(
        ["sh", "-c", _SCRIPT, "gold"], env=environment, check=True, capture_output=True, text=True
    ).stdout
    facts = parse_gold(text)
    assert facts.started.year > 2000
    assert f"{units}/edgewright-shop-1-node.service" in facts.autostart
    assert "@reboot sh x # edgewright o s/n" in facts.autostart
    assert (MACHINE_ID in facts.made) == Path(MACHINE_ID).exists()
