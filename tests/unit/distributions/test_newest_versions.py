"""What the newest version of each distribution is told stands in golden files.

A version that is new to this program or to its testbed must not go out without somebody having
looked at the files that it gets: then the test here fails until they are recorded.
"""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from installer.bundle.manifest import NEWEST_VERSIONS

TESTS = Path(__file__).parents[2]


def lacking(versions: dict[str, str], golden: Path) -> list[str]:
    """The distributions without a golden file for the minor version that they are at."""
    return [
        f"{name} {version}"
        for name, version in versions.items()
        if not list((golden / name).glob(f"*-{version.split('+')[0].rpartition('.')[0]}-*.yaml"))
    ]


def test_every_newest_version_has_golden_files() -> None:
    assert lacking(NEWEST_VERSIONS, TESTS / "golden") == []


def test_the_version_of_the_testbed_is_the_newest() -> None:
    module = (TESTS / "testbed" / "kubernetes" / "go.mod").read_text()
    [version] = re.findall(r"^\s*k8s\.io/kubernetes (v\S+)$", module, re.MULTILINE)
    assert version == NEWEST_VERSIONS["kubeadm"]


@pytest.mark.parametrize("name", NEWEST_VERSIONS)
def test_a_newer_version_without_golden_files_is_found(name: str) -> None:
    assert lacking({**NEWEST_VERSIONS, name: "v1.999.0"}, TESTS / "golden") == [f"{name} v1.999.0"]
