"""The user's own kubeconfig gains our cluster, loses it again, and nothing else changes."""

from __future__ import annotations

from pathlib import Path

import pytest
import yaml

from installer.engine.access import merge_kubeconfig
from installer.errors import UsageError
from installer.simulator.bundle import simulated_bundle
from installer.simulator.scenario import load_scenario
from tests.helpers.simulated import demo_config, session_in

OTHER = {
    "apiVersion": "v1",
    "kind": "Config",
    "clusters": [{"name": "head-office", "cluster": {"server": "https://10.0.0.1"}}],
    "users": [{"name": "me", "user": {}}],
    "contexts": [{"name": "head-office", "context": {"cluster": "head-office", "user": "me"}}],
    "current-context": "head-office",
}


@pytest.fixture
def own(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The user's own kubeconfig."""
    path = tmp_path / "home" / "config"
    monkeypatch.setenv("KUBECONFIG", str(path))
    return path


async def _merge(folder: Path) -> None:
    session, _ = session_in(folder, load_scenario("happy-shop"))
    await session.apply(demo_config(), bundle=await simulated_bundle(folder))
    await merge_kubeconfig(session, "demo")


async def _destroy(folder: Path) -> None:
    session, _ = session_in(folder, load_scenario("happy-shop"))
    await session.remove("demo", even_finished=True)


async def test_without_a_file_one_is_made_and_goes_with_the_cluster(
    tmp_path: Path, own: Path
) -> None:
    await _merge(tmp_path / "state")
    assert yaml.safe_load(own.read_text())["current-context"] == "edgewright-demo"
    assert own.stat().st_mode & 0o777 == 0o600
    await _destroy(tmp_path / "state")
    assert not own.exists()


async def test_what_stands_there_is_kept(tmp_path: Path, own: Path) -> None:
    own.parent.mkdir()
    own.write_text(yaml.safe_dump(OTHER))
    await _merge(tmp_path / "state")
    merged = yaml.safe_load(own.read_text())
    assert [c["name"] for c in merged["clusters"]] == ["head-office", "edgewright-demo"]
    assert merged["current-context"] == "head-office"
    await _destroy(tmp_path / "state")
    assert yaml.safe_load(own.read_text()) == OTHER


async def test_merging_twice_makes_one_entry(tmp_path: Path, own: Path) -> None:
    await _merge(tmp_path / "state")
    session, _ = session_in(tmp_path / "state", load_scenario("happy-shop"))
    await merge_kubeconfig(session, "demo")
    assert len(yaml.safe_load(own.read_text())["contexts"]) == 1


async def test_a_link_stays_a_link(tmp_path: Path, own: Path) -> None:
    own.parent.mkdir()
    target = tmp_path / "elsewhere"
    target.write_text(yaml.safe_dump(OTHER))
    own.symlink_to(target)
    await _merge(tmp_path / "state")
    assert own.is_symlink()
    assert len(yaml.safe_load(target.read_text())["contexts"]) == 2


@pytest.mark.parametrize("text", ["[1, 2]", "a: [", "\x00"])
async def test_a_file_that_is_no_kubeconfig_is_refused_and_kept(
    tmp_path: Path, own: Path, text: str
) -> None:
    own.parent.mkdir()
    own.write_text(text)
    with pytest.raises(UsageError, match="not a kubeconfig"):
        await _merge(tmp_path / "state")
    assert own.read_text() == text
