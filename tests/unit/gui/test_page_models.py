"""What the models of the pages decide."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from gui.viewmodels.draft import NETWORK, NODE
from gui.viewmodels.flow import PageId, Start
from gui.viewmodels.resources import CPUS, DISK, MEMORY
from gui.viewmodels.setup import CUSTOM, Options
from gui.viewmodels.wizard import WizardModel
from installer.api import GIB, default_cluster
from installer.simulator.description import SimulatedKvm, SimulatedPc
from installer.simulator.scenario import Scenario
from tests.helpers.wizard import settled, until, wizard_in

SLOW = Scenario(title="no KVM", pc=SimulatedPc(kvm=SimulatedKvm(guest="hangs")))
AKS_EDGE = Path(__file__).resolve().parents[2] / "data" / "aksedge"


async def looked(model: WizardModel) -> WizardModel:
    model.flow.go(PageId.CHECK)
    model.check.look()
    await settled(model)
    return model


async def test_every_check_is_a_row_before_and_after(tmp_path: Path) -> None:
    model = wizard_in(tmp_path)
    before = {item.id for item in model.check.items}
    model.check.look()
    assert {item.state for item in model.check.items} == {"run"}
    await settled(model)
    assert {item.id for item in model.check.items} == before
    assert model.check.progress == 1.0


async def test_a_caution_stops_next_until_it_is_accepted(tmp_path: Path) -> None:
    model = await looked(wizard_in(tmp_path, SLOW))
    assert model.check.count("warn") > 0
    assert model.hindrance
    model.check.accept(accepted=True)
    assert not model.hindrance
    model.check.accept(accepted=False)
    assert model.hindrance


async def test_what_other_answers_can_mend_does_not_stop_the_way_to_them(tmp_path: Path) -> None:
    model = wizard_in(tmp_path)
    content = default_cluster("shop")
    huge = content.spec.nodes[0].model_copy(
        update={"memory": type(content.spec.nodes[0].memory)(40 * GIB)}
    )
    spec = content.spec.model_copy(update={"nodes": (huge,)})
    model.setup.take_answers(content.model_copy(update={"spec": spec}))
    await looked(model)
    assert {item.page for item in model.check.items if item.state == "fail"} == {PageId.RESOURCES}
    assert not model.hindrance
    assert model.resources.hindrance
    assert model.review.hindrance


async def test_a_pc_that_fits_no_node_stops_at_the_check(tmp_path: Path) -> None:
    model = await looked(wizard_in(tmp_path, options=Options(simulate="low-memory")))
    assert model.hindrance == "Fix the problem above to continue"


@pytest.mark.parametrize("ending", ["html", "json"])
async def test_the_report_can_be_saved(tmp_path: Path, ending: str) -> None:
    model = await looked(wizard_in(tmp_path))
    path = tmp_path / f"report.{ending}"
    model.check.save_report(path)
    text = path.read_text(encoding="utf-8")
    assert "host.memory" in text
    assert text.startswith("<!doctype html>") or json.loads(text)["eligible"] == "yes"


async def test_impossible_sizes_become_the_nearest_possible(tmp_path: Path) -> None:
    model = await looked(wizard_in(tmp_path))
    for key, most in ((CPUS, 7), (MEMORY, 38), (DISK, 168)):
        model.resources.choose(0, key, 10_000)
        choice = next(choice for choice in model.resources.choices(0) if choice.key == key)
        assert (choice.value, choice.fits) == (most, True)
        model.resources.choose(0, key, 0)
        choice = next(choice for choice in model.resources.choices(0) if choice.key == key)
        assert choice.value == choice.least
    assert model.setup.preset == CUSTOM
    assert model.setup.draft.config is not None


async def test_the_name_of_the_node_follows_that_of_the_cluster(tmp_path: Path) -> None:
    model = wizard_in(tmp_path)
    model.run.rename("till-7")
    assert model.setup.draft.get(f"{NODE}.name") == "till-7-node"
    model.run.rename("Till 7")
    assert "till-7" in model.run.name_problem


async def test_fields_of_the_network_are_judged_while_they_are_typed(tmp_path: Path) -> None:
    model = await looked(wizard_in(tmp_path))
    for key, text in (
        ("subnet", "10.0.0"),
        ("dns", "dns.example"),
        ("apiPort", "70000"),
        ("sshPort", "many"),
        ("proxy", "proxy.example"),
        ("noProxy", "a b"),
    ):
        good = model.network.text(key)
        model.network.type(key, text)
        assert model.network.problem(key), key
        assert model.network.text(key) == text
        model.network.type(key, good)
        assert not model.network.problem(key), key
    assert model.setup.draft.get(f"{NETWORK}.proxy") is None


async def test_a_free_set_of_addresses_is_found(tmp_path: Path) -> None:
    model = await looked(wizard_in(tmp_path))
    model.network.type("subnet", "192.168.20.0/24")
    model.network.type("apiPort", "22")
    assert "eth0" in model.network.problem("subnet")
    assert model.network.problem("apiPort")
    model.network.find_free()
    assert not model.network.hindrance


@pytest.mark.parametrize(
    ("name", "usable"),
    [("01-single-default-1.16.json", True), ("68-truncated.json", False), ("none.yaml", False)],
)
async def test_an_answer_file_is_read_with_a_report(
    tmp_path: Path, name: str, *, usable: bool
) -> None:
    model = wizard_in(tmp_path)
    model.welcome.choose(Start.FILE)
    assert model.welcome.hindrance
    path = tmp_path / name
    if (AKS_EDGE / name).exists():
        sample = json.loads((AKS_EDGE / name).read_text(encoding="utf-8"))
        path.write_text(sample["raw"], encoding="utf-8")
    model.welcome.read(path)
    assert bool(model.welcome.hindrance) != usable
    assert model.welcome.file is not None
    assert model.welcome.file.entries


async def test_a_demo_turns_to_a_simulated_pc_and_back(tmp_path: Path) -> None:
    model = wizard_in(tmp_path, options=Options())
    assert Start.DEMO in model.welcome.starts
    model.welcome.choose(Start.DEMO)
    model.welcome.choose_demo("low-memory")
    assert model.setup.simulate == "low-memory"
    model.welcome.choose(Start.NEW)
    assert model.setup.simulate == ""


async def test_a_dry_run_changes_nothing(tmp_path: Path) -> None:
    model = await looked(wizard_in(tmp_path))
    model.review.try_dry()
    await settled(model)
    assert f"{len(model.review.plan_rows)} steps" in model.review.dry_run
    assert model.setup.session.store.names() == ()


async def test_a_fault_of_the_program_is_a_result_and_not_a_crash(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    model = await looked(wizard_in(tmp_path))

    async def broken(*_: object, **__: object) -> None:
        raise RuntimeError("out of the blue, password=abcdefgh1")

    monkeypatch.setattr(model.setup.session, "apply", broken)
    model.install.install()
    await until(lambda: not model.install.busy)
    assert model.install.failure is not None
    assert "out of the blue" in model.install.failure.details
    assert "abcdefgh1" not in model.install.failure.text()


async def test_further_nodes_of_a_file_leave_less_for_the_first(tmp_path: Path) -> None:
    model = await looked(wizard_in(tmp_path))
    alone = {choice.key: choice.most for choice in model.resources.choices(0)}
    path = tmp_path / "two.yaml"
    node = {"cpus": 2, "memory": "3GiB", "dataDisk": "20GiB"}
    content = json.loads(default_cluster("two").model_dump_json(by_alias=True))
    content["spec"]["nodes"] = [{"name": "a", **node}, {"name": "b", **node}]
    content["spec"]["network"]["lan"] = "10.99.0.0/24"
    path.write_text(json.dumps(content), encoding="utf-8")
    model.welcome.choose(Start.FILE)
    model.welcome.read(path)
    assert model.setup.draft.config is not None, model.welcome.file
    shares = {share.key: share.nodes for share in model.resources.shares}
    assert shares[MEMORY] == (("a", 12), ("b", 12))
    assert shares[DISK] == (("a", 20), ("b", 20))
    most = {choice.key: choice.most for choice in model.resources.choices(0)}
    assert most[MEMORY] == alone[MEMORY] - 12
    assert [name for name, _ in model.review.groups[1].rows] == ["a", "b"]


async def test_turning_away_from_a_file_forgets_its_answers(tmp_path: Path) -> None:
    model = wizard_in(tmp_path)
    path = tmp_path / "shop.yaml"
    path.write_text(default_cluster("from-file").to_yaml(), encoding="utf-8")
    model.welcome.choose(Start.FILE)
    model.welcome.read(path)
    assert model.run.name == "from-file"
    model.welcome.choose(Start.NEW)
    assert model.run.name == "edge-1"
    model.welcome.choose(Start.FILE)
    assert model.run.name == "from-file"
