from __future__ import annotations

from ipaddress import IPv4Address

import pytest

from installer.config.load import parse_config
from installer.errors import ConfigInvalid
from tests.unit.config.samples import FULL, GOOD


def test_a_cluster_has_local_volumes_and_no_shares_unless_told() -> None:
    storage = parse_config(GOOD, "text").spec.storage
    assert storage.local_volumes is True
    assert storage.shares == ()


def test_every_key_of_storage_arrives() -> None:
    spec = parse_config(FULL, "text").spec
    assert spec.storage.local_volumes is False
    prices, scans = spec.storage.shares
    assert (prices.name, prices.kind, prices.path, prices.read_only) == (
        *("prices", "nfs", "/export/prices", True),
    )
    assert (scans.server, scans.path, scans.options, scans.credential) == (
        *("192.168.1.9", "scans$/inbox", ("vers=3.1.1", "nobrl"), "shop-1/nas"),
    )


def test_both_ends_of_a_range_belong_to_it() -> None:
    found = parse_config(FULL, "text").spec.network.load_balancer
    assert found is not None
    inside = [IPv4Address(f"172.29.0.{number}") in found for number in (199, 200, 219, 220)]
    assert inside == [False, True, True, False]


@pytest.mark.parametrize("options", ["password=geheim", "[password=geheim]", '["a,pass=geheim"]'])
def test_a_password_in_options_is_never_repeated(options: str) -> None:
    share = f"{{name: a, kind: smb, server: nas, path: data, options: {options}}}"
    with pytest.raises(ConfigInvalid) as caught:
        parse_config(f"{GOOD}  storage: {{shares: [{share}]}}\n", "text")
    assert len(caught.value.problems) == 1
    assert "geheim" not in caught.value.details


@pytest.mark.parametrize("credential", ["Geheim!", "geheim"])
def test_a_password_in_the_place_of_its_name_is_never_repeated(credential: str) -> None:
    share = f"{{name: a, kind: nfs, server: nas, path: /data, credential: {credential}}}"
    with pytest.raises(ConfigInvalid) as caught:
        parse_config(f"{GOOD}  storage: {{shares: [{share}]}}\n", "text")
    assert "eheim" not in caught.value.details
