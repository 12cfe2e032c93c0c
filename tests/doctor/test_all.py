"""What holds for every check."""

import re
from pathlib import Path

import pytest

from exposure_components.doctor.checks import all as entered
from exposure_components.doctor.checks.all import CHECKS
from exposure_components.doctor.examine import Examined, examine, has_problems
from exposure_components.doctor.findings import Verdict, ok, problem, warning
from exposure_components.doctor.plan import Plan
from exposure_components.doctor.questions import Answer, Question, Unanswered
from exposure_components.testing import run_program
from exposure_components.topology.recorded import recorded
from tests.doctor.clusters import Cluster
from tests.golden.cases import CASES, COMPONENTS, Case
from tests.load_balancers.octavia.programs import CALLS

ROOT = Path(__file__).resolve().parents[2]


def test_every_check_is_entered() -> None:
    modules = {path.stem for path in Path(entered.__file__).parent.glob("*.py")}
    used = {check.__module__.rpartition(".")[2] for check in CHECKS.values()}
    assert used == modules - {"__init__", "all"}


def test_every_check_is_on_the_page() -> None:
    text = (ROOT / "docs" / "doctor.md").read_text()
    table = text.partition("## What is checked")[2].partition("\n## ")[0]
    assert re.findall(r"^\| ([\w ]+) \|", table, re.M)[1:] == list(CHECKS)


def made(case: Case) -> Plan:
    """What the app of a golden case makes."""

    def program() -> None:
        COMPONENTS[case.strategy.title](case.name, case.args)

    return Plan(list(recorded(run_program(program, calls=CALLS))))


@pytest.mark.parametrize("case", CASES.values(), ids=CASES.keys())
def test_a_cluster_that_says_nothing_leaves_all_unknown(case: Case) -> None:
    def ask(question: Question) -> Answer:
        return Unanswered("it is away")

    found = examine(made(case), ask)
    assert found
    assert {each.finding.verdict for each in found} <= {Verdict.UNKNOWN, Verdict.OK}
    assert not has_problems(found)


@pytest.mark.parametrize("case", CASES.values(), ids=CASES.keys())
def test_an_empty_cluster_lacks_something_of_every_plan(case: Case) -> None:
    found = examine(made(case), Cluster())
    assert has_problems(found)
    for each in found:
        assert bool(each.finding.remedy) is (each.finding.verdict is not Verdict.OK), each


def test_checks_are_told_of_as_they_begin() -> None:
    begun: list[str] = []
    found = examine(Plan([]), Cluster(), begun.append)
    assert begun == list(CHECKS)
    assert [each.check for each in found] == ["version"]


def test_a_warning_is_no_problem() -> None:
    findings = [ok("a", "is well"), warning("b", "may be", "look")]
    found = [Examined("nodes", each) for each in findings]
    assert not has_problems(found)
    assert has_problems([*found, Examined("nodes", problem("c", "is gone", "make it"))])
