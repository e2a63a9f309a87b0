"""One cluster file for many PCs, installed by nobody: values, log, exit codes."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from installer.cli.main import main
from installer.clock import VirtualClock
from installer.config.template import commented_yaml
from tests.helpers.simulated import demo_config

Run = Callable[..., tuple[int, str]]
TABLE = "pc,name\nline-7,shop-7\nshop-pc,shop-8\n"


@pytest.fixture
def run(tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch) -> Run:
    """Call apply on a template in the folder; returns code and error output."""
    monkeypatch.setattr("installer.worlds.FastClock", lambda speed: VirtualClock())
    monkeypatch.setenv("COLUMNS", "200")
    template = commented_yaml(demo_config()).replace("name: demo\n", "name: ${name}\n")
    (tmp_path / "cluster.yaml").write_text(template)
    (tmp_path / "pcs.csv").write_text(TABLE)

    def call(*words: str, simulate: str = "happy-shop", yes: bool = True) -> tuple[int, str]:
        place = ("--simulate", simulate, "--state", str(tmp_path / "state"))
        file = ("-f", str(tmp_path / "cluster.yaml"), *(("--yes",) if yes else ()))
        code = main(["apply", *place, *file, *words])
        return code, capsys.readouterr().err

    return call


def clusters(folder: Path) -> list[str]:
    return sorted(path.parent.name for path in (folder / "state").glob("*/journal.jsonl"))


@pytest.mark.parametrize(
    ("words", "name"),
    [
        ((), "shop-8"),
        (("--pc", "LINE-7"), "shop-7"),
    ],
)
def test_each_pc_gets_its_own_values(
    run: Run, tmp_path: Path, words: tuple[str, ...], name: str
) -> None:
    code, err = run("--values", str(tmp_path / "pcs.csv"), *words)
    assert (code, err) == (0, "")
    assert clusters(tmp_path) == [name]


def test_a_pc_is_known_by_the_address_of_an_adapter(run: Run, tmp_path: Path) -> None:
    (tmp_path / "pcs.csv").write_text("pc,name\n52-54-00-00-20-01,by-address\n")
    assert run("--values", str(tmp_path / "pcs.csv"))[0] == 0
    assert clusters(tmp_path) == ["by-address"]


def test_values_come_from_the_environment_too(
    run: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    file = tmp_path / "cluster.yaml"
    file.write_text(file.read_text().replace("${name}", "${env:SHOP_NAME}"))
    monkeypatch.setenv("SHOP_NAME", "shop-9")
    assert run()[0] == 0
    assert clusters(tmp_path) == ["shop-9"]


@pytest.mark.parametrize(
    ("table", "words", "said"),
    [
        (TABLE, ("--pc", "line-9"), "no row is for this PC (line-9)"),
        ("pc,name\nshop-pc,a\n52:54:00:00:20:01,b\n", (), "line 3, column pc: more than one row"),
        ("pc,name\nshop-pc,\n", (), "line 2, column name is empty"),
        ("pc,nme\nshop-pc,x\n", (), "has no column name; did you mean ${nme}?"),
        ("pc,name,x\nshop-pc,a,b\n", (), "the column x of the table of PCs is not used"),
        (None, (), "cannot be read"),
    ],
)
def test_wrong_values_are_told_and_nothing_is_done(
    run: Run, tmp_path: Path, table: str | None, words: tuple[str, ...], said: str
) -> None:
    if table is None:
        (tmp_path / "pcs.csv").unlink()
    else:
        (tmp_path / "pcs.csv").write_text(table)
    code, err = run("--values", str(tmp_path / "pcs.csv"), *words)
    assert code == 2
    assert said in err
    assert clusters(tmp_path) == []


def test_a_row_without_a_table_is_a_wrong_call(run: Run, tmp_path: Path) -> None:
    code, err = run("--pc", "line-7")
    assert (code, "--values" in err) == (2, True)


@pytest.mark.parametrize(
    ("simulate", "words", "code", "last"),
    [
        ("happy-shop", (), 0, "ended with code 0"),
        ("low-memory", (), 3, "host.memory"),
        ("broken-step", (), 1, "API server did not become healthy"),
        ("broken-step", ("--on-failure", "undo"), 5, "API server did not become healthy"),
        ("power-cut", (), 6, "ended by PowerFailure"),
    ],
)
def test_the_log_holds_the_whole_run_and_how_it_ended(
    run: Run, tmp_path: Path, simulate: str, words: tuple[str, ...], code: int, last: str
) -> None:
    log = tmp_path / "log.txt"
    table = ("--values", str(tmp_path / "pcs.csv"))
    assert run(*table, *words, "--log", str(log), simulate=simulate)[0] == code
    lines = log.read_text().splitlines()
    assert last in lines[-1]
    assert any("check host.memory" in line for line in lines)
    assert all(line[:2] == "20" and line[10] == "T" for line in lines)


def test_a_mistake_in_the_file_stands_in_the_log_and_runs_follow_each_other(
    run: Run, tmp_path: Path
) -> None:
    log = tmp_path / "log.txt"
    assert run("--log", str(log))[0] == 2
    first = log.read_text()
    assert "${name} has no value" in first
    run("--log", str(log))
    assert log.read_text().startswith(first)
    assert len(log.read_text()) > len(first)


def test_a_log_that_cannot_be_written_is_told_before_anything_starts(
    run: Run, tmp_path: Path
) -> None:
    table = ("--values", str(tmp_path / "pcs.csv"))
    code, err = run(*table, "--log", str(tmp_path / "nowhere" / "log.txt"))
    assert code == 2
    assert "cannot be written" in err
    assert not (tmp_path / "state" / "shop-8").exists()


@pytest.mark.parametrize("closed", [False, True])
def test_nobody_is_asked_when_nobody_is_there(
    run: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, closed: bool
) -> None:
    def fail(*_: object) -> str:
        raise AssertionError("somebody was asked")

    monkeypatch.setattr("builtins.input", fail)
    if closed:
        monkeypatch.setattr("sys.stdin", None)
    table = ("--values", str(tmp_path / "pcs.csv"))
    assert run(*table, yes=False)[0] == 6
    assert clusters(tmp_path) == []
    assert run(*table, simulate="broken-step")[0] == 1
