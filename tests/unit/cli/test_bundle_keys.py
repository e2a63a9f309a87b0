"""A key is made, a bundle signed with it, and a PC that trusts it takes no other bundle."""

from __future__ import annotations

import json
import stat
from pathlib import Path

import pytest

from installer.bundle.trust import trust
from installer.cli.main import main
from installer.config.template import commented_yaml
from installer.errors import BundleUntrusted, UsageError
from installer.simulator.bundle import simulated_bundle
from tests.helpers.simulated import demo_config


@pytest.fixture
async def bundle(tmp_path: Path) -> Path:
    return await simulated_bundle(tmp_path / "made")


def test_from_a_new_key_to_an_installation(
    bundle: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    key, public = tmp_path / "shop.pem", tmp_path / "shop.pub"
    assert main(["bundle", "new-key", "-o", str(key)]) == 0
    assert stat.S_IMODE(key.stat().st_mode) == 0o600
    place = ["--simulate", "happy-shop", "--state", str(tmp_path / "state")]
    assert main(["bundle", "trust", *place, str(public)]) == 0
    file = tmp_path / "cluster.yaml"
    file.write_text(commented_yaml(demo_config()))
    apply = ["apply", *place, "-f", str(file), "--bundle", str(bundle), "--yes"]
    assert main(apply) == BundleUntrusted.exit_code
    assert [path.name for path in (tmp_path / "state").iterdir()] == [".trusted-keys"]

    assert main(["bundle", "sign", str(bundle), "--key", str(key)]) == 0
    capsys.readouterr()
    assert main(["bundle", "show", *place, str(bundle)]) == 0
    assert "signed by shop" in capsys.readouterr().out
    assert main(apply) == 0


def test_a_key_is_never_overwritten(tmp_path: Path) -> None:
    key = tmp_path / "shop.pem"
    assert main(["bundle", "new-key", "-o", str(key)]) == 0
    before = key.read_bytes(), (tmp_path / "shop.pub").read_bytes()
    assert main(["bundle", "new-key", "-o", str(key)]) == UsageError.exit_code
    assert (key.read_bytes(), (tmp_path / "shop.pub").read_bytes()) == before


def test_the_trusted_keys_are_listed_and_removed(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    main(["bundle", "new-key", "-o", str(tmp_path / "shop.pem")])
    place = ["--state", str(tmp_path / "state")]
    ident = trust(tmp_path / "state", tmp_path / "shop.pub", "head-office")
    capsys.readouterr()
    assert main(["bundle", "trust", *place, "--list", "--format", "json"]) == 0
    assert json.loads(capsys.readouterr().out) == [{"id": ident, "name": "head-office"}]
    assert main(["bundle", "trust", *place, "--remove", "head-office"]) == 0
    assert "every bundle is taken" in capsys.readouterr().out
