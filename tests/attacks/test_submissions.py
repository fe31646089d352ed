"""Every attack, graded as any submission is: nothing earned, nothing seen, a clear end, and nothing left behind."""

from __future__ import annotations

import json

import pytest

from accounts.models import User
from grader.errors import RejectedWork
from grader.models import Format, Grading
from sandbox.limits import TESTS_GRACE_SECONDS
from tests.attacks.attack import Attack, read_attacks
from tests.attacks.canaries import find_canaries
from tests.attacks.conftest import Stage
from tests.attacks.leftovers import settled_leftovers
from tests.attacks.targets import solution_of, store_target
from tests.attacks.visible import pages_of, rows_of, stream_of

ATTACKS = read_attacks("submissions")
CLOSING_SECONDS = 5
REJECTED = "rejected"


@pytest.mark.parametrize("attack", ATTACKS)
def test_an_attack_gains_nothing_and_harms_nobody(attack: Attack, stage: Stage, request: pytest.FixtureRequest) -> None:
    if attack.xfail:
        request.node.add_marker(pytest.mark.xfail(reason=attack.xfail, strict=True))
    target = store_target(stage.unit, attack.exercise, attack.limits)
    neighbor = store_target(stage.unit, "functions", slug="neighbor")
    before = stage.traces()

    try:
        grading = stage.grade(target, attack.written_as, attack.content)
    except RejectedWork:
        assert REJECTED in attack.ends
        return

    _assert_a_clear_end(attack, grading)
    _assert_nothing_hidden_is_seen(attack, grading, stage.attacker)
    assert (float(grading.score or 0), _passed(grading)) == (attack.earns, attack.earns), rows_of(grading)
    next_job = stage.grade(neighbor, Format.CODE, solution_of("functions") + "\n")
    assert next_job.score == 10, rows_of(next_job)
    assert before is None or settled_leftovers(before, lambda: stage.traces() or before) == []


def _assert_a_clear_end(attack: Attack, grading: Grading) -> None:
    said = (grading.message or {}).get("en", "")
    assert grading.state in attack.ends, (said, grading.problem)
    assert attack.says in said
    assert grading.seconds["total"] < attack.seconds + TESTS_GRACE_SECONDS + CLOSING_SECONDS


def _assert_nothing_hidden_is_seen(attack: Attack, grading: Grading, attacker: User) -> None:
    seen = "\n".join((rows_of(grading), pages_of(grading, attacker), stream_of(grading, attacker)))
    assert not find_canaries(seen)
    assert not attack.forbids or attack.forbids not in _printed(grading)


def _passed(grading: Grading) -> float:
    """The points of the tests that passed."""
    return float(sum(result.points for result in grading.results.all()))


def _printed(grading: Grading) -> str:
    """What the attack itself could write, without its own source."""
    return "\n".join((grading.output, _outputs(grading.executed_notebook)))


def _outputs(notebook: str) -> str:
    cells = json.loads(notebook)["cells"] if notebook else []
    return json.dumps([cell.get("outputs") for cell in cells])


def test_there_are_attacks_enough() -> None:
    groups = {attack.path.parent.name for attack in ATTACKS}
    assert len(ATTACKS) >= 80
    assert groups >= {"reading", "forging", "escaping", "network", "exhausting", "model", "notebook"}


@pytest.mark.parametrize("name", ["functions", "book", "network"])
def test_the_targets_can_be_met_honestly(name: str, stage: Stage) -> None:
    target = store_target(stage.unit, name)
    written_as = Format.NOTEBOOK if name == "book" else Format.CODE
    assert stage.grade(target, written_as, solution_of(name) + "\n").score == 10
