"""Reads the table of PCs: one line for each PC, with the values that are its own.

    pc,name,address,mac
    line-01,shop-01,192.168.1.51,52:54:00:12:34:01
    9c:6b:00:11:22:33,shop-02,192.168.1.52,52:54:00:12:34:02

`pc` is the PC itself, by its host name or by the hardware address of one of its adapters.  All
other columns are names that the cluster file may use; one whose name begins with # is a remark.
A comma or, as some spreadsheets write it, a semicolon parts the cells.
"""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass

from installer.config.outline import shown
from installer.config.placeholders import Value
from installer.errors import Problem, ValuesInvalid

KEY = "pc"
# Ten thousand PCs with a hundred characters each.
LARGEST = 1024 * 1024
_COLUMN = re.compile(r"[A-Za-z_][A-Za-z0-9_-]*")
_REMARK = "#"
_ADDRESS = re.compile(r"[0-9a-f]{2}(?:[:-][0-9a-f]{2}){5}")


@dataclass(frozen=True, slots=True)
class PcRow:
    """The values of one PC and the line (from 1) on which they stand."""

    line: int
    values: Mapping[str, Value]


def read_table(data: bytes, source: str) -> tuple[PcRow, ...]:
    """All rows of a table; `source` names it in errors.

    Raises ValuesInvalid with every problem, in the order of lines.
    """
    lines = _lines(_text(data, source), source)
    first = next(lines, None)
    if first is None:
        raise ValuesInvalid(source, [Problem("", "the table is empty")])
    columns = [cell.strip() for cell in first[1]]
    if problems := list(_header_problems(columns, first[0])):
        raise ValuesInvalid(source, problems)
    rows: list[PcRow] = []
    known: dict[str, int] = {}
    for line, cells in lines:
        if len(cells) != len(columns):
            message = f"{len(cells)} cells stand here, and the table has {len(columns)} columns"
            problems.append(Problem("", message, line=line))
            continue
        row = _row(columns, cells, line, source)
        problems += _key_problems(row, known)
        rows.append(row)
    if problems:
        raise ValuesInvalid(source, problems)
    return tuple(rows)


def row_of(rows: Collection[PcRow], names: Collection[str], source: str) -> PcRow:
    """The one row of a PC that has these names: host names, addresses of its adapters.

    Raises ValuesInvalid when there is none, or more than one.
    """
    wanted = {_key(name) for name in names}
    found = [row for row in rows if _key(row.values[KEY].text) in wanted]
    if len(found) == 1:
        return found[0]
    said = ", ".join(shown(name) for name in names) or "its names could not be read"
    if not found:
        message = f"no row is for this PC ({said})"
        raise ValuesInvalid(source, [Problem(f"column {KEY}", message)])
    message = f"more than one row is for this PC ({said})"
    raise ValuesInvalid(source, [Problem(f"column {KEY}", message, line=r.line) for r in found])


def _text(data: bytes, source: str) -> str:
    if len(data) > LARGEST:
        message = "the file is too large for a table of PCs"
        raise ValuesInvalid(source, [Problem("", message, allowed="at most 1MiB")])
    try:
        return data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = data.count(b"\n", 0, error.start) + 1
        allowed = "UTF-8: choose it when you save the table"
        problem = Problem("", "the file is not UTF-8 text", allowed=allowed, line=line)
        raise ValuesInvalid(source, [problem]) from error


def _lines(text: str, source: str) -> Iterator[tuple[int, list[str]]]:
    """The lines with something in them, each with its number."""
    head = text.partition("\n")[0]
    mark = ";" if ";" in head and "," not in head else ","
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=mark, strict=True)
    try:
        for cells in reader:
            if any(cell.strip() for cell in cells):
                yield reader.line_num, cells
    except csv.Error as error:
        problem = Problem("", f"this is not a line of a table ({error})", line=reader.line_num)
        raise ValuesInvalid(source, [problem]) from error


def _header_problems(columns: list[str], line: int) -> Iterator[Problem]:
    if KEY not in columns:
        allowed = "a first line with the names of the columns, one of which is pc"
        yield Problem("", "the table has no column pc", allowed=allowed, line=line)
    for number, name in enumerate(columns, 1):
        if name.startswith(_REMARK):
            continue
        if not _COLUMN.fullmatch(name):
            allowed = "letters, digits, - and _; a letter first; or # for a remark"
            message = "this cannot be the name of a column"
            yield Problem(f"column {number}", message, shown(name), allowed, line=line)
        elif name in columns[: number - 1]:
            yield Problem(f"column {shown(name)}", "this column stands here twice", line=line)


def _row(columns: list[str], cells: list[str], line: int, source: str) -> PcRow:
    return PcRow(
        line,
        {
            name: Value(cell.strip(), f"{source}, line {line}, column {name}")
            for name, cell in zip(columns, cells, strict=True)
            if not name.startswith(_REMARK)
        },
    )


def _key_problems(row: PcRow, known: dict[str, int]) -> Iterator[Problem]:
    key = _key(row.values[KEY].text)
    if not key:
        yield Problem(f"column {KEY}", "this row does not say which PC it is for", line=row.line)
    elif key in known:
        message = f"this PC has a row already, on line {known[key]}"
        yield Problem(f"column {KEY}", message, shown(row.values[KEY].text), line=row.line)
    else:
        known[key] = row.line


def _key(name: str) -> str:
    """A name as it is compared: host names know no capitals, addresses no kind of separator."""
    text = name.strip().lower()
    return text.replace("-", ":") if _ADDRESS.fullmatch(text) else text
