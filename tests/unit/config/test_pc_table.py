from __future__ import annotations

import pytest

from installer.config.pc_table import LARGEST, read_table, row_of
from installer.errors import ValuesInvalid

TABLE = "pc,name,#shelf\nline-01,shop-01,A\n\n9C:6B:00:11:22:33, shop-02 ,B\n"


def refusal(data: bytes, *names: str) -> str:
    with pytest.raises(ValuesInvalid) as caught:
        row_of(read_table(data, "pcs.csv"), names, "pcs.csv")
    return caught.value.details


@pytest.mark.parametrize(
    ("names", "name", "line"),
    [
        (("LINE-01",), "shop-01", 2),
        (("other", "9c-6b-00-11-22-33"), "shop-02", 4),
        (("9c:6b:00:11:22:33",), "shop-02", 4),
    ],
)
def test_a_pc_is_found_by_host_name_or_address(
    names: tuple[str, ...], name: str, line: int
) -> None:
    row = row_of(read_table(TABLE.encode(), "pcs.csv"), names, "pcs.csv")
    assert (row.values["name"].text, row.line) == (name, line)
    assert row.values["name"].origin == f"pcs.csv, line {line}, column name"
    assert row.values.keys() == {"pc", "name"}


@pytest.mark.parametrize(
    "data",
    [
        b"\xef\xbb\xbfpc,name\r\nline-01,shop-01\r\n",
        b"pc;name\nline-01;shop-01\n",
        b'"pc","name"\n"line-01","shop-01"',
        b"name,pc\nshop-01,line-01\n",
    ],
)
def test_tables_of_all_spreadsheets_are_read(data: bytes) -> None:
    row = row_of(read_table(data, "pcs.csv"), ("line-01",), "pcs.csv")
    assert row.values["name"].text == "shop-01"


@pytest.mark.parametrize(
    ("data", "words"),
    [
        (b"", "the table is empty"),
        (b"name\nx\n", "line 1, the table has no column pc"),
        (b"pc,a,a\n", "line 1, column a: this column stands here twice"),
        (b"pc,a b\n", "line 1, column 2: this cannot be the name of a column"),
        (b"pc,\n", "line 1, column 2: this cannot be the name of a column"),
        (b"pc,a\nx,1,2\n", "line 2, 3 cells stand here, and the table has 2 columns"),
        (b"pc,a\nx\n", "line 2, 1 cells stand here"),
        (b"pc,a\n,1\n", "line 2, column pc: this row does not say which PC it is for"),
        (b"pc,a\nx,1\nX,2\n", "line 3, column pc: this PC has a row already, on line 2"),
        (b'pc,a\nx,"1\n', "this is not a line of a table"),
        (b"pc,a\nx,\xe4\n", "line 2, the file is not UTF-8 text"),
        (b"pc\n" + b"x" * LARGEST, "too large"),
        (b"pc,a\nx,1\n", "column pc: no row is for this PC (line-01)"),
    ],
)
def test_what_is_wrong_is_told_with_its_place(data: bytes, words: str) -> None:
    said = refusal(data, "line-01")
    assert said.startswith("pcs.csv, ")
    assert words in said


def test_two_rows_for_one_pc_are_both_named() -> None:
    said = refusal(TABLE.encode(), "line-01", "9c:6b:00:11:22:33")
    assert [line.partition(",")[2].split(",")[0] for line in said.splitlines()] == [
        " line 2",
        " line 4",
    ]


def test_a_pc_without_names_is_told() -> None:
    assert "its names could not be read" in refusal(TABLE.encode())
