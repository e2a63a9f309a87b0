"""Whatever a table of PCs or a file with placeholders holds: only our own errors come out."""

from __future__ import annotations

import pytest

from installer.config.load import parse_config
from installer.config.pc_table import read_table, row_of
from installer.config.placeholders import Placeholders
from installer.config.template import commented_yaml
from installer.engine.proposal import default_cluster
from tests.fuzz.mutator import Mutator
from tests.fuzz.test_readers import COUNT, judge
from tests.helpers.long import LONG

ROWS = b"pc,name,cpus,#shelf\nline-01,shop-1,2,A\n9c:6b:00:11:22:33,shop-2,4,B\n"

pytestmark = pytest.mark.timeout(7200 if LONG else 300)


def template() -> str:
    text = commented_yaml(default_cluster("demo"))
    return text.replace("name: demo\n", "name: ${name}\n").replace("cpus: 2", "cpus: ${cpus}")


def test_tables_of_pcs() -> None:
    file = template()

    def read(data: bytes) -> str:
        row = row_of(read_table(data, "pcs.csv"), ("line-01",), "pcs.csv")
        return parse_config(file, "x.yaml", Placeholders(row.values, {}, table="pcs.csv")).name

    corpus = [ROWS, ROWS.replace(b",", b";"), b"\xef\xbb\xbf" + ROWS.replace(b"\n", b"\r\n")]
    assert [read(data) for data in corpus] == ["shop-1"] * 3
    assert judge(read, Mutator(corpus, "$.^", seed=8).files(COUNT)) > COUNT // 4


def test_cluster_files_with_placeholders() -> None:
    row = row_of(read_table(ROWS, "pcs.csv"), ("line-01",), "pcs.csv")

    def read(data: bytes) -> str:
        text = data.decode(errors="replace")
        return parse_config(text, "x.yaml", Placeholders(row.values, {}, table="pcs.csv")).name

    corpus = [template().encode()]
    assert read(corpus[0]) == "shop-1"
    assert judge(read, Mutator(corpus, "$.^", seed=9).files(COUNT)) > COUNT // 4
