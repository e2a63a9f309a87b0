from __future__ import annotations

import pytest

from installer.hypervisors.qemu_parts.network import node_address


@pytest.mark.parametrize(
    ("subnet", "address"),
    [("10.77.0.0/24", "10.77.0.10"), ("192.168.200.64/26", "192.168.200.74")],
)
def test_the_node_has_the_tenth_address_of_its_subnet(subnet: str, address: str) -> None:
    assert str(node_address(subnet)) == address


@pytest.mark.parametrize("subnet", ["10.77.0.5/24", "nonsense"])
def test_what_is_no_subnet_is_refused(subnet: str) -> None:
    with pytest.raises(ValueError, match=subnet):
        node_address(subnet)
