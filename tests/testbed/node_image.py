"""Builds the node image with the product's own builder, at most once a week for the same recipe.

The week stands in for the state of Debian's archive: security updates get in, and a run does not
ask the network for what it built yesterday.
"""

from __future__ import annotations

import asyncio
import datetime as dt
import os
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from installer.images import apt_sources, debian, disk_image, image_tools, tree_archive
from installer.images.debian import DEFAULT_SUITE, build_node_image
from installer.resources import resource_path
from tests.testbed.cache import Cache, Report, cache_root, content_key

_BUILDERS = (apt_sources, debian, disk_image, image_tools, tree_archive)


def build_image(report: Report) -> Path:
    """The node image as a qcow2 file; `report` gets a line for each stage of a build.

    Raises what `build_node_image` raises.
    """
    monday = _monday(dt.datetime.now(dt.UTC).date())
    cache = Cache(cache_root(), report)

    def build(folder: Path) -> None:
        with tempfile.TemporaryDirectory(dir=folder.parent) as work, _build_date(monday):
            task = build_node_image(folder / "node.qcow2", work=Path(work), report=report)
            asyncio.run(task)

    return cache.part("node-image", image_key(monday), build) / "node.qcow2"


def image_key(monday: dt.date) -> str:
    """The cache key of an image of this week: its recipe, how it is built, from which release."""
    recipe = (path for path in resource_path("node-image").rglob("*") if path.is_file())
    code = (Path(str(module.__file__)) for module in _BUILDERS)
    return content_key([*recipe, *code], DEFAULT_SUITE, monday.isoformat())


def _monday(day: dt.date) -> dt.date:
    return day - dt.timedelta(days=day.weekday())


@contextmanager
def _build_date(day: dt.date) -> Iterator[None]:
    """Let the files of the image be no newer than that day, whenever it is built."""
    moment = dt.datetime.combine(day, dt.time(), dt.UTC)
    before = os.environ.get("SOURCE_DATE_EPOCH")
    os.environ["SOURCE_DATE_EPOCH"] = str(int(moment.timestamp()))
    try:
        yield
    finally:
        if before is None:
            del os.environ["SOURCE_DATE_EPOCH"]
        else:
            os.environ["SOURCE_DATE_EPOCH"] = before
