"""What becomes of the addresses for load balancers that an imported file states."""

from __future__ import annotations

from typing import Any

import pytest

from installer.importer.translation import Translation, translate
from tests.unit.importer.cases import changed

SCALABLE = "14-scalable-k3s-first"
TOLD = "kept: the addresses 172.20.1.31 to 172.20.1.40 for load balancers"


def _changed(**init: Any) -> Translation:
    return translate(changed(lambda document: document["Init"].update(init), SCALABLE))


def _range(translation: Translation) -> tuple[str, str] | None:
    assert translation.cluster is not None, translation.reasons
    found = translation.cluster.spec.network.load_balancer
    return (str(found.first), str(found.last)) if found else None


def test_a_range_in_the_network_of_the_house_is_kept_whole() -> None:
    translation = _changed()
    assert _range(translation) == ("172.20.1.31", "172.20.1.40")
    assert TOLD in translation.notes
    assert not any("LoadBalancer address" in note for note in translation.notes)
    assert not any("reached by ports of this PC" in note for note in translation.notes)


def test_one_address_is_a_range_too() -> None:
    assert _range(_changed(ServiceIPRangeSize=1)) == ("172.20.1.31", "172.20.1.31")


@pytest.mark.parametrize(
    "init",
    [
        {"ServiceIPRangeStart": "172.20.2.31"},
        {"ServiceIPRangeStart": "172.20.1.250"},
        {"ServiceIPRangeStart": "172.20.1.5"},
        {"ServiceIPRangeStart": "172.20.1.1", "ServiceIPRangeSize": 2},
        {"ServiceIPRangeSize": 0},
    ],
    ids=["outside", "over the end", "holds the node", "holds the gateway", "none"],
)
def test_a_range_that_cannot_be_is_told_and_left_out(init: dict[str, Any]) -> None:
    translation = _changed(**init)
    assert _range(translation) is None
    told = any("first LoadBalancer address" in note for note in translation.notes)
    assert told
