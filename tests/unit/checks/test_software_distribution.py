from __future__ import annotations

import pytest

from installer.checks.base import Verdict
from installer.checks.software_distribution import CHECK
from tests.unit.checks.pc import judged, pc


@pytest.mark.parametrize(
    ("kept", "verdict"),
    [
        ({}, Verdict.PASS),
        ({"shop": "kubeadm"}, Verdict.PASS),
        ({"demo": "k3s"}, Verdict.PASS),  # the very cluster: its file cannot be changed anyway
        ({"shop": "k3s"}, Verdict.FAIL),
        ({"office": "kubeadm", "shop": "k3s"}, Verdict.FAIL),
    ],
)
def test_a_cluster_of_another_kind_stands_in_the_way(
    kept: dict[str, str], verdict: Verdict
) -> None:
    finding = judged(CHECK, pc(distributions=kept))
    assert finding.verdict is verdict
    assert ("`edgewright destroy shop`" in finding.remedy) == (verdict is Verdict.FAIL)
    assert ("`distribution: k3s`" in finding.remedy) == (verdict is Verdict.FAIL)
