"""From a cluster file to an `EdgeCluster`, or to the full list of what is wrong with it."""

from __future__ import annotations

import codecs
import dataclasses
from pathlib import Path

from pydantic import ValidationError

from installer.config.migrate import migrated
from installer.config.model import API_VERSION, KIND, EdgeCluster
from installer.config.outline import place_text
from installer.config.pc_table import KEY
from installer.config.placeholders import Placeholders
from installer.config.words import found_text, line_of, problems_of
from installer.config.yaml_lines import Document, NotYaml, read_yaml
from installer.errors import ConfigInvalid, Problem, UsageError

# A cluster file has about 50 lines; what is this long is another file.
_LARGEST = 256 * 1024
_UTF16 = (codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)


def load_config(path: Path, placeholders: Placeholders | None = None) -> EdgeCluster:
    """The cluster that a file describes, with the values of this PC where it has placeholders.

    Raises UsageError when there is no such file or it cannot be opened, and ConfigInvalid with
    every problem of its content.
    """
    try:
        with path.open("rb") as file:
            data = file.read(_LARGEST + 1)
    except FileNotFoundError as error:
        raise UsageError(
            f"There is no file {path}.",
            details=str(error),
            resolution="Give the path of a cluster file, or write one with `edgewright new`.",
        ) from error
    except IsADirectoryError as error:
        raise UsageError(
            f"{path} is a folder, not a cluster file.",
            details=str(error),
            resolution="Give the path of the file inside it.",
        ) from error
    except OSError as error:
        raise UsageError(
            f"The file {path} cannot be read.",
            details=str(error),
            resolution="See whether your user may read it, then try again.",
        ) from error
    return parse_config(_decode(data, str(path)), str(path), placeholders)


def parse_config(text: str, source: str, placeholders: Placeholders | None = None) -> EdgeCluster:
    """The cluster that a text describes; `source` names it in errors.

    Raises ConfigInvalid with every problem, in the order of lines.
    """
    if len(text) > _LARGEST:
        raise ConfigInvalid(source, [_too_large()])
    try:
        document = read_yaml(text, placeholders)
    except NotYaml as error:
        raise ConfigInvalid(source, [error.problem]) from error
    document.value = migrated(document.value)
    if header := _header_problems(document):
        raise ConfigInvalid(source, header)
    problems = list(document.problems) + _unused_values(placeholders)
    try:
        cluster = EdgeCluster.model_validate(document.value, by_alias=True, by_name=False)
    except ValidationError as error:
        found = [_with_origin(p, document) for p in problems_of(error, document.lines)]
        problems += _fresh(problems, found)
        raise ConfigInvalid(source, _sorted(problems + _missing_header(document))) from error
    problems += _missing_header(document)
    if problems:
        raise ConfigInvalid(source, _sorted(problems))
    return cluster


def _decode(data: bytes, source: str) -> str:
    if len(data) > _LARGEST:
        raise ConfigInvalid(source, [_too_large()])
    try:
        # Editors on Windows put a mark at the start of UTF-8 files.
        return data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = data.count(b"\n", 0, error.start) + 1
        message = "the file is not UTF-8 text"
        if data.startswith(_UTF16):
            line, message = 1, "the file is UTF-16 text, not UTF-8"
        allowed = "UTF-8: choose it when you save the file in your editor"
        raise ConfigInvalid(source, [Problem("", message, allowed=allowed, line=line)]) from error


def _too_large() -> Problem:
    return Problem("", "the file is too large for a cluster file", allowed="at most 256KiB")


def _header_problems(document: Document) -> list[Problem]:
    """Why this is no file of ours; its other problems would then only confuse."""
    content = document.value
    if content is None:
        return [Problem("", "the file is empty", allowed=f"a file that begins with {_START}")]
    if not isinstance(content, dict):
        return [
            Problem(
                "",
                "the file does not consist of names with values",
                found=found_text(content),
                allowed=f"a file that begins with {_START}",
                line=1,
            )
        ]
    return [
        Problem(
            path=key,
            message=message,
            found=found_text(content[key]),
            allowed=allowed,
            line=line_of((key,), document.lines),
        )
        for key, allowed, message in _HEADER
        if key in content and content[key] != allowed
    ]


def _missing_header(document: Document) -> list[Problem]:
    content = document.value
    return [
        Problem(path=key, message="this is missing", allowed=allowed)
        for key, allowed, _ in _HEADER
        if isinstance(content, dict) and key not in content
    ]


def _unused_values(placeholders: Placeholders | None) -> list[Problem]:
    """A column that nothing asks for is a mistake: somebody expects it to have an effect."""
    unused = placeholders.unused(frozenset({KEY})) if placeholders else ()
    allowed = "use it in the file, or let its name begin with # as a remark"
    return [
        Problem("", f"the column {name} of the table of PCs is not used", allowed=allowed)
        for name in unused
    ]


def _with_origin(problem: Problem, document: Document) -> Problem:
    """Say of a value that was put in where it comes from; one of the environment is not shown."""
    for place, filled in document.filled.items():
        if place_text(place) == problem.path:
            message = f"{problem.message} (value of {' and '.join(filled.origins)})"
            if filled.private:
                return dataclasses.replace(problem, message=message, found="", suggestion="")
            return dataclasses.replace(problem, message=message)
    return problem


def _fresh(known: list[Problem], found: list[Problem]) -> list[Problem]:
    """Without those at places whose form is wrong already: their values mean nothing."""
    places = {(problem.path, problem.line) for problem in known}
    return [problem for problem in found if (problem.path, problem.line) not in places]


def _sorted(problems: list[Problem]) -> list[Problem]:
    return sorted(problems, key=lambda problem: problem.line or 0)


_START = f"apiVersion: {API_VERSION}"
_HEADER = (
    ("apiVersion", API_VERSION, "this file is in a format that this program does not know"),
    ("kind", KIND, "this file does not describe a cluster for this program"),
)
