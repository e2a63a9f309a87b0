"""The benches on which the suite tries one distribution after the other."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.helpers.distribution_bench import DISTRIBUTIONS, Bench


@pytest.fixture(params=sorted(DISTRIBUTIONS))
def bench(request: pytest.FixtureRequest, tmp_path: Path) -> Bench:
    """One distribution after the other."""
    return Bench(DISTRIBUTIONS[request.param], tmp_path)
