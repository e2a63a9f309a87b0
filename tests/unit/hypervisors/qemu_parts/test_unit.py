from __future__ import annotations

from pathlib import Path

import pytest

from installer.hypervisors.base import VmSpec
from installer.hypervisors.qemu_parts.paths import VmPaths
from installer.hypervisors.qemu_parts.unit import unit_name, unit_text

GOLDEN = Path(__file__).parents[3] / "golden" / "qemu"
CASES = {
    "system": ("/var/lib/edgewright/shop/vm/node-1", True, "multi-user.target"),
    "user": ("/home/ann/.local/state/edgewright/shop/vm/node-1", False, "default.target"),
    "odd-folder": ('/a "b" $HOME\\100% c/vm/node-1', True, "multi-user.target"),
}


@pytest.mark.parametrize("case", CASES)
def test_unit_is_as_in_the_golden_file(vm: VmSpec, case: str) -> None:
    folder, system, target = CASES[case]
    text = unit_text(vm, VmPaths(Path(folder)), system=system, target=target)
    assert text == (GOLDEN / f"{case}.service").read_text("utf-8")


def test_unit_is_named_after_cluster_and_node(vm: VmSpec) -> None:
    assert unit_name(vm) == "edgewright-shop-node-1.service"
