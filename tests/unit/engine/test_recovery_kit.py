"""The recovery kit: what gives access to a cluster, sealed and opened again."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from installer.api import default_bundle, default_cluster, parse_config
from installer.engine.join_seal import seal
from installer.engine.recovery_kit import (
    CLUSTER_FILE,
    KUBECONFIG,
    open_recovery_kit,
    save_recovery_kit,
    write_opened,
)
from installer.engine.session import Session
from installer.errors import (
    ClusterUnknown,
    RecoveryKitLocked,
    RecoveryKitUnreadable,
    UsageError,
)
from installer.simulator.scenario import load_scenario
from tests.helpers.simulated import session_in

WORDS = "correct horse battery staple"


@pytest.fixture
async def session(tmp_path: Path) -> Session:
    """A session with the cluster `shop` installed."""
    made, _ = session_in(tmp_path / "state", load_scenario("happy-shop"))
    await made.apply(default_cluster("shop"), bundle=await default_bundle(made, simulated=True))
    return made


async def test_a_kit_holds_what_gives_access_and_nothing_can_be_read_in_it(
    session: Session, tmp_path: Path
) -> None:
    path = tmp_path / "shop.recovery"
    await save_recovery_kit(session, "shop", path, WORDS)
    assert path.stat().st_mode & 0o777 == 0o600
    files = open_recovery_kit(path.read_bytes(), WORDS)
    paths = session.store.paths("shop")
    assert parse_config(files[CLUSTER_FILE], "kit") == session.look("shop").config()
    assert files[KUBECONFIG] == paths.kubeconfig.read_text(encoding="utf-8")
    keys = {f"keys/{key.name}": key.read_text(encoding="utf-8") for key in paths.keys.iterdir()}
    assert len(keys) == 4
    assert {name: text for name, text in files.items() if name.startswith("keys/")} == keys
    sealed = path.read_text(encoding="utf-8")
    assert "PRIVATE KEY" not in sealed
    assert json.loads(sealed)["head"]["cluster"] == "shop"


async def test_an_opened_kit_lies_in_a_new_folder_for_its_owner_alone(
    session: Session, tmp_path: Path
) -> None:
    await save_recovery_kit(session, "shop", tmp_path / "kit", WORDS)
    files = open_recovery_kit((tmp_path / "kit").read_bytes(), WORDS)
    folder = tmp_path / "opened"
    write_opened(files, folder)
    assert {str(p.relative_to(folder)) for p in folder.rglob("*") if p.is_file()} == set(files)
    assert (folder / "keys" / "client").stat().st_mode & 0o777 == 0o600
    with pytest.raises(UsageError, match="already"):
        write_opened(files, folder)


async def test_a_wrong_passphrase_and_a_damaged_file_are_told_apart(
    session: Session, tmp_path: Path
) -> None:
    path = tmp_path / "kit"
    await save_recovery_kit(session, "shop", path, WORDS)
    with pytest.raises(RecoveryKitLocked):
        open_recovery_kit(path.read_bytes(), f"{WORDS} ")
    with pytest.raises(RecoveryKitUnreadable):
        open_recovery_kit(path.read_bytes().replace(b'"shop"', b'"shap"'), WORDS)
    with pytest.raises(RecoveryKitUnreadable):
        open_recovery_kit(b"\x00not json", WORDS)


@pytest.mark.parametrize("name", ["../out", "/etc/passwd", "keys/../../out", "a/b", ""])
def test_a_name_that_leads_elsewhere_is_refused(name: str) -> None:
    content = json.dumps({name: "x"}).encode()
    text = seal({}, content, WORDS, cost=2**10, form="edgewright-recovery-kit")
    with pytest.raises(RecoveryKitUnreadable):
        open_recovery_kit(text.encode(), WORDS)


def test_a_join_file_is_no_recovery_kit() -> None:
    with pytest.raises(RecoveryKitUnreadable):
        open_recovery_kit(seal({}, b"{}", WORDS, cost=2**10).encode(), WORDS)


async def test_only_a_complete_cluster_has_one(session: Session, tmp_path: Path) -> None:
    with pytest.raises(UsageError, match="too short"):
        await save_recovery_kit(session, "shop", tmp_path / "kit", "short")
    with pytest.raises(ClusterUnknown):
        await save_recovery_kit(session, "none", tmp_path / "kit", WORDS)
    assert not (tmp_path / "kit").exists()
