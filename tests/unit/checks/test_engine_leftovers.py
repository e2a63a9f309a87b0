from __future__ import annotations

import pytest

from installer.checks.base import Verdict
from installer.checks.engine_leftovers import CHECK
from installer.facts.leftovers import Leftovers, RunningVm
from tests.unit.checks.pc import judged, pc

DEMO, SHOP = RunningVm("demo", "demo-node", 4711), RunningVm("shop", "shop-node", 815)


@pytest.mark.parametrize(
    ("clusters", "running", "verdict", "command"),
    [
        ((), (), Verdict.PASS, ""),
        (("demo",), (), Verdict.WARN, "edgewright resume demo"),
        (("demo", "shop"), (SHOP,), Verdict.WARN, "edgewright destroy demo"),
        (("shop",), (), Verdict.WARN, "edgewright destroy shop"),
        (("shop",), (SHOP,), Verdict.WARN, "edgewright destroy shop"),
        ((), (DEMO,), Verdict.FAIL, "kill 4711"),
        (("shop",), (DEMO, SHOP), Verdict.FAIL, "kill 4711"),
        ((), (DEMO, SHOP), Verdict.FAIL, "kill 4711 815"),
    ],
)
def test_what_is_left_is_named_with_the_command_that_helps(
    clusters: tuple[str, ...], running: tuple[RunningVm, ...], verdict: Verdict, command: str
) -> None:
    finding = judged(CHECK, pc(leftovers=Leftovers(clusters, running)))
    assert finding.verdict is verdict
    assert (f"`{command}`" in finding.remedy) == bool(command)


def test_running_nodes_are_shown_beside_their_clusters() -> None:
    finding = judged(CHECK, pc(leftovers=Leftovers(("demo", "shop"), (SHOP,))))
    assert finding.evidence == {"clusters": "demo, shop", "running nodes": "shop/shop-node"}
