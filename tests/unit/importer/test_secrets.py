"""Secrets of files of AKS Edge Essentials: into the store, and by name only into the result."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from installer.api.aks_edge import credential_store
from installer.config.load import parse_config
from installer.engine.imported_secrets import keep_secrets
from installer.host.credentials import FILE_NAME, CredentialStore
from installer.importer.reading import Imported, read_bytes
from installer.importer.translation import translate

SECRET = "c4n4ry-of-azure"
ARC = {
    "ClusterName": "Shop-7",
    "Location": "westeurope",
    "ResourceGroupName": "shops",
    "SubscriptionId": "01234567-89ab-cdef-0123-456789abcdef",
    "TenantId": "01234567-89ab-cdef-0123-456789abcdef",
    "ClientId": "01234567-89ab-cdef-0123-456789abcdef",
    "ClientSecret": SECRET,
}


def _imported(arc: dict[str, Any], **more: object) -> Imported:
    content = {
        "SchemaVersion": "1.9",
        "DeploymentType": "SingleMachineCluster",
        "Init": {"ServiceIPRangeSize": 0},
        "Arc": arc,
        "Network": {"NetworkPlugin": "flannel", "InternetDisabled": False},
        "User": {"AcceptEula": True},
        "Machines": [{"LinuxNode": {"CpuCount": 4, "MemoryInMB": 4096, "DataSizeInGB": 20}}],
        **more,
    }
    return read_bytes(json.dumps(content).encode())


def _store(folder: Path) -> CredentialStore:
    return CredentialStore(folder, None)


def test_the_password_goes_to_the_store_and_the_file_names_it(tmp_path: Path) -> None:
    imported = _imported(ARC)
    kept = keep_secrets(imported, translate(imported), _store(tmp_path))
    assert _store(tmp_path).get("shop-7/azure-password") == SECRET
    text = kept.to_yaml("aksedge-config.json")
    assert SECRET not in text
    cluster = parse_config(text, "x")
    assert cluster.spec.arc is not None
    assert cluster.spec.arc.credential == "shop-7/azure-password"
    [note] = [note for note in kept.notes if "password" in note]
    assert "was put into the file" in note
    assert "no keyring" in note
    assert "under the name shop-7/azure-password" in note
    assert SECRET not in repr(imported) + json.dumps(imported.record(kept.notes))


def test_without_a_whole_place_in_azure_the_note_alone_names_it(tmp_path: Path) -> None:
    imported = _imported({"ClientSecret": SECRET})
    kept = keep_secrets(imported, translate(imported), _store(tmp_path))
    assert kept.cluster is not None
    assert kept.cluster.spec.arc is None
    name = f"{kept.cluster.name}/azure-password"
    assert _store(tmp_path).get(name) == SECRET
    assert any(name in note for note in kept.notes)


def test_what_is_only_looked_at_is_stored_nowhere(tmp_path: Path) -> None:
    translation = translate(_imported(ARC))
    assert any("stored nowhere" in note for note in translation.notes)
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize("secret", ["", "<service-principal-secret>", None])
def test_no_secret_stores_nothing(tmp_path: Path, secret: str | None) -> None:
    imported = _imported(ARC | {"ClientSecret": secret})
    translation = translate(imported)
    assert keep_secrets(imported, translation, _store(tmp_path)) == translation
    assert list(tmp_path.iterdir()) == []


def test_a_file_that_becomes_no_cluster_gives_nothing_away(tmp_path: Path) -> None:
    imported = _imported({}, Join={"ClusterJoinToken": SECRET}, Init=None)
    translation = translate(imported)
    assert translation.cluster is None
    assert imported.values.secrets == {"join.token_present": SECRET}
    assert keep_secrets(imported, translation, _store(tmp_path)) == translation
    assert list(tmp_path.iterdir()) == []


def test_the_store_of_a_simulated_pc_is_a_file_of_its_own_folder(tmp_path: Path) -> None:
    kept = credential_store(state=tmp_path, simulate="happy-shop").put("x", SECRET)
    assert str(tmp_path / FILE_NAME) in kept.place
