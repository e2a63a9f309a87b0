"""Finding and opening a bundle."""

from __future__ import annotations

import sys
from pathlib import Path

import pytest

import installer
from installer.bundle import bundle as module
from installer.bundle.bundle import Bundle, find_bundle, open_bundle
from installer.bundle.manifest import MAX_BYTES
from installer.errors import BundleInvalid, BundleMissing


def test_parts_are_found_by_kind_and_by_what_they_provide(bundle: Bundle) -> None:
    assert bundle.path("node-image") == bundle.root / "node/node.qcow2"
    assert bundle.program("kubelet") == bundle.root / "bin/kubeall"
    assert [file.path for file in bundle.files("images")] == [
        "images/empty.tar",
        "images/images.tar",
    ]
    assert bundle.image_names == ("registry.test/pause:3.10",)


def test_a_kind_that_is_not_there_once_is_refused(bundle: Bundle) -> None:
    with pytest.raises(BundleInvalid, match="one file of the kind images"):
        bundle.path("images")


def test_an_unknown_program_is_refused(bundle: Bundle) -> None:
    with pytest.raises(BundleInvalid, match="program helm"):
        bundle.program("helm")


def test_the_root_is_absolute_whatever_was_given(
    bundle_folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(bundle_folder.parent)
    assert open_bundle(Path("bundle")).root == bundle_folder


@pytest.mark.parametrize("name", ["absent", "empty", "file"])
def test_a_place_without_manifest_is_no_bundle(tmp_path: Path, name: str) -> None:
    (tmp_path / "empty").mkdir()
    (tmp_path / "file").touch()
    with pytest.raises(BundleMissing):
        open_bundle(tmp_path / name)


@pytest.mark.parametrize("target", ["elsewhere.json", "nowhere.json"])
def test_a_manifest_that_is_a_link_is_refused(bundle_folder: Path, target: str) -> None:
    manifest = bundle_folder / "manifest.json"
    manifest.rename(bundle_folder.parent / "elsewhere.json")
    manifest.symlink_to(bundle_folder.parent / target)
    with pytest.raises(BundleInvalid, match="not a plain file"):
        open_bundle(bundle_folder)


def test_a_manifest_that_is_a_folder_is_refused(tmp_path: Path) -> None:
    (tmp_path / "manifest.json").mkdir()
    with pytest.raises(BundleInvalid, match="not a plain file"):
        open_bundle(tmp_path)


def test_a_huge_manifest_is_not_read_whole(bundle_folder: Path) -> None:
    with (bundle_folder / "manifest.json").open("wb") as file:
        file.truncate(MAX_BYTES * 1_000_000)
    with pytest.raises(BundleInvalid, match="far too large"):
        open_bundle(bundle_folder)


def test_a_manifest_that_cannot_be_read_is_told(
    bundle_folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def broken(path: Path, mode: str) -> None:
        raise OSError(5, "Input/output error", str(path), mode)

    monkeypatch.setattr(Path, "open", broken)
    with pytest.raises(BundleInvalid) as caught:
        open_bundle(bundle_folder)
    assert "Input/output error" in caught.value.details


@pytest.mark.parametrize("frozen", [True, False])
def test_the_program_is_where_its_file_or_its_package_is(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, frozen: bool
) -> None:
    monkeypatch.setattr(sys, "frozen", frozen, raising=False)
    monkeypatch.setattr(sys, "executable", str(tmp_path / "edgewright"))
    expected = tmp_path if frozen else Path(installer.__file__).resolve().parents[1]
    assert module._program_folder() == expected


@pytest.fixture
def lonely(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A PC without any bundle; the current folder is returned."""
    current = tmp_path / "current"
    current.mkdir()
    monkeypatch.chdir(current)
    monkeypatch.delenv("EDGEWRIGHT_BUNDLE", raising=False)
    monkeypatch.setattr(module, "_program_folder", lambda: tmp_path / "program")
    return current


def _plant(folder: Path) -> Path:
    folder.mkdir(parents=True)
    (folder / "manifest.json").touch()
    return folder


def test_the_named_folder_wins_even_if_it_is_wrong(
    lonely: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    _plant(lonely / "bundle")
    monkeypatch.setenv("EDGEWRIGHT_BUNDLE", "/from/environment")
    assert find_bundle(Path("/explicit")) == Path("/explicit")
    assert find_bundle(None) == Path("/from/environment")


def test_beside_the_program_comes_before_the_current_folder(lonely: Path, tmp_path: Path) -> None:
    here = _plant(lonely / "bundle")
    assert find_bundle(None) == here
    beside = _plant(tmp_path / "program" / "bundle")
    assert find_bundle(None) == beside


def test_without_any_the_places_that_were_looked_at_are_named(lonely: Path) -> None:
    (lonely / "bundle").mkdir()
    with pytest.raises(BundleMissing) as caught:
        find_bundle(None)
    assert str(lonely / "bundle") in caught.value.details
    assert len(caught.value.details.splitlines()) == 2
