"""A bundle on disk: one folder with everything that an installation needs, and its manifest.

Opening reads the manifest only; whether the files are what it says is the work of `verify`.
"""

from __future__ import annotations

import os
import sys
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from types import MappingProxyType
from typing import TYPE_CHECKING

from installer.bundle.manifest import (
    FILE_NAME,
    MAX_BYTES,
    BundleFile,
    FileKind,
    Manifest,
    parse_manifest,
)
from installer.errors import BundleInvalid, BundleMissing

if TYPE_CHECKING:
    from installer.bundle.signature import Signer

ENVIRONMENT_VARIABLE = "EDGEWRIGHT_BUNDLE"
FOLDER_NAME = "bundle"
NOBODY: Mapping[str, str] = MappingProxyType({})


@dataclass(frozen=True, slots=True)
class Bundle:
    """The folder of a bundle and its manifest."""

    root: Path
    manifest: Manifest
    signer: Signer | None = None  # who signed it, None when nobody did

    def files(self, kind: FileKind) -> tuple[BundleFile, ...]:
        """All files of a kind, in the order of the manifest."""
        return tuple(file for file in self.manifest.files if file.kind == kind)

    def locate(self, file: BundleFile) -> Path:
        """Where a file of the manifest is on this PC."""
        return self.root.joinpath(*file.path.split("/"))

    def path(self, kind: FileKind) -> Path:
        """The file of a kind that a bundle has once; raises BundleInvalid when it has not one."""
        found = self.files(kind)
        if len(found) != 1:
            raise BundleInvalid(
                f"The bundle should have one file of the kind {kind}.",
                details=f"{self.root} has {len(found)} files of the kind {kind}",
            )
        return self.locate(found[0])

    def program(self, name: str) -> Path:
        """The binary that provides a program such as `kubelet`; raises BundleInvalid."""
        for file in self.files("binary"):
            if name in file.provides:
                return self.locate(file)
        raise BundleInvalid(
            f"The bundle does not have the program {name}.",
            details=f"no binary of {self.root} provides {name}",
        )

    @property
    def image_names(self) -> tuple[str, ...]:
        """The container images in all archives, sorted."""
        return tuple(sorted({name for file in self.files("images") for name in file.provides}))


def open_bundle(root: Path, trusted: Mapping[str, str] = NOBODY) -> Bundle:
    """Read the manifest of a folder, and see who signed it.

    `trusted` has the ids of the keys that this PC trusts with their names; when there are any, no
    other bundle is opened.  Raises BundleMissing, BundleInvalid, BundleTampered, BundleUntrusted.
    """
    root = root.absolute()
    manifest = root / FILE_NAME
    if not manifest.exists() and not manifest.is_symlink():
        raise BundleMissing(
            "There is no bundle in this folder.", details=f"{manifest} is not there"
        )
    if manifest.is_symlink() or not manifest.is_file():
        raise BundleInvalid(
            "The bundle's manifest is not a plain file.", details=f"{manifest} is a link or folder"
        )
    try:
        with manifest.open("rb") as file:
            text = file.read(MAX_BYTES + 1)
    except OSError as error:
        raise BundleInvalid("The bundle's manifest cannot be read.", details=str(error)) from error
    manifest_read = parse_manifest(text)
    # What it needs is slow to import, and no start of the program shall wait for it.
    from installer.bundle.signature import check_signature  # noqa: PLC0415

    return Bundle(root, manifest_read, check_signature(root, text, trusted))


def find_bundle(explicit: Path | None) -> Path:
    """The folder of the bundle to use: the one given, the environment's, or one at hand.

    A folder that was named is returned as it is, so that `open_bundle` says what is wrong with
    just that one.  Without any, a folder `bundle` beside the program or in the current folder is
    taken.  Raises BundleMissing.
    """
    if explicit is not None:
        return explicit
    if named := os.environ.get(ENVIRONMENT_VARIABLE):
        return Path(named)
    places = [folder / FOLDER_NAME for folder in (_program_folder(), Path.cwd())]
    for place in places:
        if (place / FILE_NAME).is_file():
            return place
    raise BundleMissing(
        "No bundle was found.", details="\n".join(f"not in {place}" for place in places)
    )


def _program_folder() -> Path:
    """The folder of the frozen program, or the one that holds this package."""
    if getattr(sys, "frozen", False):
        return Path(sys.executable).resolve().parent
    return Path(__file__).resolve().parents[2]
