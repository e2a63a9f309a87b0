"""The manifest of a bundle: what belongs to it, and what each file must be.

It is read from a stick that anybody may have held, so nothing in it is believed: sizes and names
are limited, and a path can only point to a plain place inside the bundle's own folder.  The text
is canonical (sorted keys, no floats), so the same bundle always has the same bytes.
"""

from __future__ import annotations

import json
import re
from collections import Counter
from datetime import UTC, datetime
from typing import Annotated, Literal, Self

from pydantic import (
    AfterValidator,
    AwareDatetime,
    BaseModel,
    ConfigDict,
    Field,
    ValidationError,
    field_serializer,
    model_validator,
)
from pydantic.alias_generators import to_camel

from installer.config.model import DistributionName
from installer.errors import BundleInvalid, Problem

FILE_NAME = "manifest.json"
SCHEMA = 1
# The newest version of each distribution that this program was made for.
NEWEST_VERSIONS = {"kubeadm": "v1.34.4", "k3s": "v1.34.4+k3s1"}
KUBERNETES_VERSION = NEWEST_VERSIONS["kubeadm"]
NEEDED_BINARIES = {"kubeadm": ("kubeadm", "kubelet", "kubectl"), "k3s": ("k3s",)}

# A real manifest is a few KiB; more is not a manifest, and would only fill the memory.
MAX_BYTES = 1 << 20
MAX_FILES = 1000
_MAX_PROBLEMS = 20
_MAX_PATH = 200

FileKind = Literal["node-image", "binary", "images"]

# Letters, digits and . _ + - only: these names mean the same on every file system, FAT included.
_SEGMENT = re.compile(r"[A-Za-z0-9_](?:[A-Za-z0-9._+-]*[A-Za-z0-9_+-])?")


def check_path(path: str) -> str:
    """Return the path when it is relative, POSIX and stays inside; raises ValueError."""
    if len(path) > _MAX_PATH:
        raise ValueError(f"the path is longer than {_MAX_PATH} characters")
    for segment in path.split("/"):
        if not _SEGMENT.fullmatch(segment):
            raise ValueError(
                "the path must be relative, with / between names made of letters, digits"
                f" and . _ + - ({segment!r} is not such a name)"
            )
    if path.lower() == FILE_NAME:
        raise ValueError("the manifest cannot list itself")
    return path


class _Part(BaseModel):
    """What all parts of a manifest share: frozen, exact types, no unknown keys."""

    model_config = ConfigDict(
        frozen=True,
        strict=True,
        extra="forbid",
        alias_generator=to_camel,
        populate_by_name=True,
    )


class BundleFile(_Part):
    """One file: where it is in the bundle (POSIX), its size in bytes and its SHA-256 in hex.

    `provides` names what can be had from it: the programs of a binary (one file may be several
    programs), the container images of an archive.  `licence` is an SPDX expression, or empty.
    """

    path: Annotated[str, AfterValidator(check_path)]
    kind: FileKind
    size: Annotated[int, Field(ge=0)]
    sha256: Annotated[str, Field(pattern=r"^[0-9a-f]{64}$")]
    provides: tuple[Annotated[str, Field(min_length=1, max_length=300)], ...] = ()
    licence: Annotated[str, Field(max_length=200)] = ""


class Manifest(_Part):
    """Everything that a bundle says about itself; `created` is UTC, in whole seconds."""

    schema_version: Literal[1] = 1
    created: AwareDatetime
    program_version: Annotated[str, Field(min_length=1, max_length=50)]
    architecture: Annotated[str, Field(pattern=r"^[a-z0-9_]{1,20}$")]
    distribution: DistributionName = "kubeadm"
    # k3s has releases of its own for one version of Kubernetes: v1.34.4+k3s1, v1.34.4+k3s2.
    kubernetes_version: Annotated[str, Field(pattern=r"^v\d+\.\d+\.\d+(\+k3s\d+)?$")] = (
        KUBERNETES_VERSION
    )
    files: Annotated[tuple[BundleFile, ...], Field(max_length=MAX_FILES)]

    @field_serializer("created")
    def _created_text(self, value: datetime) -> str:
        return value.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")

    @model_validator(mode="after")
    def _check_files(self) -> Self:
        _check_places(self.files)
        _check_parts(self.files, NEEDED_BINARIES[self.distribution])
        if ("+k3s" in self.kubernetes_version) != (self.distribution == "k3s"):
            raise ValueError(
                f"{self.kubernetes_version} is not a version of {self.distribution}; one such is "
                + NEWEST_VERSIONS[self.distribution]
            )
        return self

    def to_json(self) -> str:
        """The canonical text: keys sorted, files sorted by path, a line feed at the end."""
        body = self.model_dump(mode="json", by_alias=True)
        body["files"].sort(key=lambda file: file["path"])
        return json.dumps(body, ensure_ascii=False, indent=2, sort_keys=True) + "\n"


def _check_places(files: tuple[BundleFile, ...]) -> None:
    """No two files share a place, also where upper and lower case are the same."""
    places = Counter(file.path.lower() for file in files)
    for file in files:
        place = file.path.lower()
        if places[place] > 1:
            raise ValueError(f"the path {file.path} stands more than once (case does not count)")
        parents = place.split("/")[:-1]
        for depth in range(1, len(parents) + 1):
            if (folder := "/".join(parents[:depth])) in places:
                raise ValueError(f"{folder} is both a file and a folder")


def _check_parts(files: tuple[BundleFile, ...], needed: tuple[str, ...]) -> None:
    """The parts without which no node can be made are there, each once."""
    images = sum(file.kind == "node-image" for file in files)
    if images != 1:
        raise ValueError(f"a bundle has exactly one node image, this one has {images}")
    programs = Counter(name for file in files if file.kind == "binary" for name in file.provides)
    for name in needed:
        if name not in programs:
            raise ValueError(f"no binary provides {name}")
    for name, count in programs.items():
        if count > 1:
            raise ValueError(f"{count} binaries provide {name}; only one may")


class _Head(BaseModel):
    """The only part that every version of the schema has."""

    schema_version: int = Field(alias="schemaVersion", strict=True)


def parse_manifest(text: bytes) -> Manifest:
    """Read the bytes of a manifest; raises BundleInvalid that names each bad place."""
    if len(text) > MAX_BYTES:
        raise BundleInvalid(
            "The bundle's manifest is far too large.",
            details=f"{FILE_NAME} has more than {MAX_BYTES} bytes",
        )
    try:
        version = _Head.model_validate_json(text).schema_version
        if version > SCHEMA:
            raise BundleInvalid(
                "A newer version of the program made this bundle.",
                details=f"schemaVersion {version}, this program knows {SCHEMA}",
                resolution="Use the program that came with the bundle, or an older bundle.",
            )
        return Manifest.model_validate_json(text)
    except ValidationError as error:
        raise BundleInvalid(
            "The bundle's manifest cannot be used.", details=explain(error)
        ) from error


def explain(error: ValidationError) -> str:
    """Each problem with its place in the manifest, one a line, as `files[2].size: ...`."""
    problems = [
        str(Problem(_place(item["loc"]), item["msg"].removeprefix("Value error, ")))
        for item in error.errors(include_url=False, include_context=False, include_input=False)
    ]
    more = len(problems) - _MAX_PROBLEMS
    tail = [f"and {more} more"] if more > 0 else []
    return "\n".join([*problems[:_MAX_PROBLEMS], *tail])


def _place(location: tuple[int | str, ...]) -> str:
    text = "".join(f"[{part}]" if isinstance(part, int) else f".{part}" for part in location)
    return text.removeprefix(".") or FILE_NAME
