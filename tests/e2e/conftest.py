"""What every end-to-end test stands on: the test bundle, and the product with its own state."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.e2e.product import Product
from tests.e2e.small_disk import small_disk
from tests.testbed.bundle import build_test_bundle


@pytest.fixture(scope="module")
def bundle() -> Path:
    return build_test_bundle(lambda line: print(f"  {line}", flush=True))


@pytest.fixture
def product(tmp_path: Path) -> Iterator[Product]:
    with small_disk(tmp_path) as disk:
        product = Product(disk / "state")
        yield product
        product.clean_up()
