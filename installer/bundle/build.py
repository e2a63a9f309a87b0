"""Makes a bundle from files of this PC.

The work is done in `<out>.partial`, and the folder gets its name when it is whole and on the disk.
So an interrupted build leaves no folder that could be taken for a bundle, and is simply run again
(see `exchange`).

Files are copied, never hard-linked: a link would change with its source when that is built anew
in place, and a copy is hashed as it is written, so the manifest tells what is really there.
"""

from __future__ import annotations

import functools
import hashlib
import os
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

from pydantic import ValidationError

from installer import __version__
from installer.bundle.bundle import Bundle, open_bundle
from installer.bundle.exchange import begin, discard, finish, partial_folder
from installer.bundle.image_names import image_names
from installer.bundle.manifest import (
    KUBERNETES_VERSION,
    BundleFile,
    FileKind,
    Manifest,
    explain,
)
from installer.bundle.threads import BUFFER_SIZE, Count, Result, run_in_threads
from installer.clock import Clock
from installer.config.model import DistributionName
from installer.errors import UsageError
from installer.files import sync_folder
from installer.units import Size

_FOLDERS: dict[FileKind, str] = {"node-image": "node", "binary": "bin", "images": "images"}
_UNKNOWN_HASH = "0" * 64


@dataclass(frozen=True, slots=True, kw_only=True)
class Part:
    """One file to put in: where it is now, what it provides and under which licence (SPDX).

    An archive of images may leave `provides` empty: the names are read from the archive.
    """

    source: Path
    provides: tuple[str, ...] = ()
    licence: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class BundleParts:
    """What a bundle is made of; `architecture` as `uname -m` says it."""

    node_image: Part
    binaries: tuple[Part, ...]
    images: tuple[Part, ...]
    architecture: str = "x86_64"
    distribution: DistributionName = "kubeadm"
    kubernetes_version: str = KUBERNETES_VERSION

    def all(self) -> Iterator[tuple[FileKind, Part]]:
        """Every part with its kind, in the order in which they are copied."""
        yield "node-image", self.node_image
        for part in self.binaries:
            yield "binary", part
        for part in self.images:
            yield "images", part


async def build_bundle(
    out: Path, *, parts: BundleParts, report: Callable[[str], None], clock: Clock
) -> Bundle:
    """Make the folder `out` a bundle of these parts, in place of an older bundle if there is one.

    `report` gets one line for each thing that is done.  Raises UsageError when a part cannot be
    used, when `out` is something else than a bundle, or when there is no room.  Can be cancelled.
    """
    out = await _in_thread(out.absolute)
    report("Looking at the parts of the bundle")
    draft = await _in_thread(lambda: _draft(parts, clock))
    partial = partial_folder(out)
    try:
        await _in_thread(lambda: begin(out, room=sum(file.size for file in draft.files)))
        files = []
        for (_, part), file in zip(parts.all(), draft.files, strict=True):
            report(f"Copying {file.path} ({Size(file.size)})")
            copy = functools.partial(_copy, part.source, partial, file)
            files += await run_in_threads("bundle", [copy], lambda done: None)
        report("Writing the manifest")
        manifest = draft.model_copy(update={"files": tuple(files)})
        await _in_thread(lambda: finish(out, manifest.to_json()))
        return await _in_thread(lambda: open_bundle(out))
    except OSError as error:
        raise UsageError(
            "The bundle could not be written.",
            details=str(error),
            resolution="Free some room or choose another folder, then build again.",
        ) from error
    finally:
        discard(partial)


async def _in_thread(work: Callable[[], Result]) -> Result:
    """Do a short piece of blocking work away from the event loop."""
    (result,) = await run_in_threads("bundle", [lambda count: work()], lambda done: None)
    return result


def _draft(parts: BundleParts, clock: Clock) -> Manifest:
    """The manifest without hashes, so that a part that cannot be used is told before copying."""
    files = [_draft_file(kind, part) for kind, part in parts.all()]
    try:
        return Manifest(
            created=clock.now().replace(microsecond=0),
            program_version=__version__,
            architecture=parts.architecture,
            distribution=parts.distribution,
            kubernetes_version=parts.kubernetes_version,
            files=tuple(BundleFile.model_validate(file) for file in files),
        )
    except ValidationError as error:
        raise UsageError(
            "No bundle can be made of these parts.",
            details="\n".join([explain(error), *(str(part.source) for _, part in parts.all())]),
            resolution="Correct what is named below, then build again.",
        ) from error


def _draft_file(kind: FileKind, part: Part) -> dict[str, object]:
    if not part.source.is_file():
        raise UsageError(
            f"The file {part.source.name} for the bundle was not found.",
            details=f"{part.source} is not a file",
            resolution="Correct the path, then build again.",
        )
    provides = part.provides
    if kind == "images" and not provides:
        provides = image_names(part.source)
    return {
        "path": f"{_FOLDERS[kind]}/{part.source.name}",
        "kind": kind,
        "size": part.source.stat().st_size,
        "sha256": _UNKNOWN_HASH,
        "provides": provides,
        "licence": part.licence,
    }


def _copy(source: Path, folder: Path, file: BundleFile, count: Count) -> BundleFile:
    """Copy one file onto the disk and return what was really written.  Runs in a thread."""
    target = folder.joinpath(*file.path.split("/"))
    target.parent.mkdir(parents=True, exist_ok=True)
    digest = hashlib.sha256()
    buffer = memoryview(bytearray(BUFFER_SIZE))
    total = 0
    with source.open("rb", buffering=0) as reader, target.open("xb") as writer:
        while size := reader.readinto(buffer):
            digest.update(buffer[:size])
            writer.write(buffer[:size])
            total += size
            count(size)
        writer.flush()
        os.fsync(writer.fileno())
    target.chmod(0o755 if file.kind == "binary" else 0o644)
    sync_folder(target.parent)
    return file.model_copy(update={"size": total, "sha256": digest.hexdigest()})
