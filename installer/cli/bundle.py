"""Commands on offline bundles: build, verify, show."""

from __future__ import annotations

import argparse
import asyncio
import tempfile
from pathlib import Path

from rich.progress import BarColumn, Progress, TaskProgressColumn, TextColumn

from installer.addons.base import held_add_ons
from installer.bundle.build import BundleParts, Part, build_bundle
from installer.bundle.bundle import Bundle, open_bundle
from installer.bundle.manifest import NEEDED_BINARIES
from installer.bundle.trust import trusted_keys
from installer.bundle.verify import verify_bundle
from installer.cli.bundle_keys import new_key, sign_bundle, state_of, trust_key
from installer.cli.output import console, print_json
from installer.clock import SystemClock
from installer.errors import UsageError
from installer.images.debian import build_node_image
from installer.units import Size


def run(options: argparse.Namespace) -> int:
    """One verb on a bundle."""
    verbs = {"build": _build, "verify": _verify, "show": _show}
    verbs |= {"new-key": new_key, "sign": sign_bundle, "trust": trust_key}
    return verbs[options.verb](options)


def _build(options: argparse.Namespace) -> int:
    if not options.binary or not options.images:
        raise UsageError(
            "A bundle needs at least one --binary and one --images.",
            resolution="Give the archives of container images, and these programs: "
            f"{', '.join(NEEDED_BINARIES[options.distribution])}.",
        )
    bundle = asyncio.run(_build_with_image(options))
    console.print(f"The bundle is complete: {bundle.root}", soft_wrap=True)
    return 0


async def _build_with_image(options: argparse.Namespace) -> Bundle:
    binaries = tuple(_binary(text) for text in options.binary)
    images = tuple(Part(source=path) for path in options.images)
    out = Path(options.output)

    async def build(node_image: Path) -> Bundle:
        parts = BundleParts(
            node_image=Part(source=node_image),
            binaries=binaries,
            images=images,
            distribution=options.distribution,
            kubernetes_version=options.kubernetes_version,
        )
        return await build_bundle(out, parts=parts, report=_say, clock=SystemClock())

    if options.node_image:
        return await build(options.node_image)
    out.parent.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory(prefix=".edgewright-image-", dir=out.parent) as folder:
        image = Path(folder) / "node.qcow2"
        await build_node_image(image, work=Path(folder), report=_say)
        return await build(image)


def _verify(options: argparse.Namespace) -> int:
    bundle = open_bundle(options.folder, trusted_keys(state_of(options)))
    if options.format == "json":
        asyncio.run(verify_bundle(bundle, progress=lambda done, total: None))
        print_json({"bundle": str(bundle.root), "sound": True})
        return 0
    columns = (TextColumn("checking"), BarColumn(), TaskProgressColumn())
    with Progress(*columns, console=console, transient=True) as progress:
        task = progress.add_task("checking")
        asyncio.run(
            verify_bundle(
                bundle,
                progress=lambda done, total: progress.update(task, completed=done, total=total),
            )
        )
    console.print("Every file is as the manifest says.")
    return 0


def _show(options: argparse.Namespace) -> int:
    bundle = open_bundle(options.folder, trusted_keys(state_of(options)))
    manifest = bundle.manifest
    if options.format == "json":
        names = [add_on.name for add_on in held_add_ons(bundle.image_names)]
        print_json(manifest.model_dump(mode="json", by_alias=True) | {"addOns": names})
        return 0
    console.print(
        f"{manifest.distribution} {manifest.kubernetes_version} for {manifest.architecture}, "
        f"made {manifest.created:%Y-%m-%d}"
    )
    signer = bundle.signer
    if signer:
        console.print(f"signed by {signer.name or 'an unknown key'} ({signer.key_id})")
    for file in manifest.files:
        console.print(f"  {file.kind:<11} {Size(file.size)!s:>9}  {file.path}", markup=False)
    for add_on in held_add_ons(bundle.image_names):
        console.print(f"  add-on {add_on.name:<13} {add_on.title}", markup=False)
    for name in bundle.image_names:
        console.print(f"  image {name}", markup=False)
    return 0


def _binary(text: str) -> Part:
    """`FILE` or `FILE=NAME,NAME`."""
    path, _, names = text.partition("=")
    source = Path(path)
    return Part(source=source, provides=tuple(filter(None, names.split(","))) or (source.name,))


def _say(text: str) -> None:
    console.print(text, markup=False, soft_wrap=True)
