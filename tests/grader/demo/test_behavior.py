"""How the demonstration's made-up students behave: plausible, bounded, and the same for the same seed."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime, timedelta
from random import Random
from typing import Any

import pytest

from grader.demo.behavior import Opening, Task, Try, work_on
from grader.demo.people import NAMES, Person, make_people
from grader.demo.term import WEEKS, Term, term_around

NOW = datetime(2026, 5, 13, 12, tzinfo=UTC)
PERSON = Person(email="a@example.org", name="A", section="A", ability=0.6, diligence=0.9)


@pytest.fixture
def term() -> Term:
    return term_around(NOW)


def task(term: Term, **changes: Any) -> Task:
    due_at = term.now - timedelta(days=3)
    return replace(Task(due_at=due_at, difficulty=0.5, shares=[1, 0.2, 0.5, 0.8, 0.9, 0]), **changes)


def tries(task: Task, person: Person, term: Term, count: int = 300) -> list[list[Try]]:
    found = [work_on(task, person, term, Random(seed)) for seed in range(count)]
    return [[one for one in steps if isinstance(one, Try) and not one.is_run] for steps in found]


def test_a_term_lies_around_now_with_all_dates_in_it(term: Term) -> None:
    dates = term.due_dates(37)

    assert dates == sorted(dates)
    assert term.begin < dates[0] < NOW < dates[-1] < term.begin + timedelta(weeks=WEEKS)
    assert {date.strftime("%a %H:%M") for date in dates} == {"Sun 23:59"}


def test_people_are_those_of_the_seed_and_have_names_of_their_own() -> None:
    people = make_people(60, Random(7), 9)

    assert people == make_people(60, Random(7), 9)
    assert {one.name for one in people} == set(NAMES)
    assert {one.section for one in people} == {"A", "B", "C"}
    assert any(one.quits_in_week for one in people)


def test_whoever_gets_it_right_stops(term: Term) -> None:
    chosen = [[one.choice for one in own] for own in tries(task(term), PERSON, term)]

    assert any(own and own[-1] == 0 for own in chosen)
    assert [own for own in chosen if 0 in own[:-1]] == []


def test_nothing_happens_after_now_and_everything_in_order(term: Term) -> None:
    due_today = task(term, due_at=term.now + timedelta(days=1))
    for seed in range(200):
        times = [step.at for step in work_on(due_today, PERSON, term, Random(seed))]
        assert times == sorted(times)
        assert all(time < term.now for time in times)


def test_the_able_get_further_with_fewer_tries(term: Term) -> None:
    able, unable = (tries(task(term), replace(PERSON, ability=ability), term) for ability in (0.95, 0.05))
    right = [sum(bool(own) and own[-1].choice == 0 for own in found) for found in (able, unable)]
    length = [sum(map(len, found)) for found in (able, unable)]

    assert right[0] > 2 * right[1]
    assert length[0] < length[1]


def test_who_has_left_hands_in_nothing(term: Term) -> None:
    assert all(not own for own in tries(task(term), replace(PERSON, quits_in_week=2.0), term))


def test_some_are_late(term: Term) -> None:
    due = task(term).due_at
    found = tries(task(term), replace(PERSON, diligence=0.3), term)

    assert 0 < sum(bool(own) and own[0].at > due for own in found) < len(found) / 4


def test_hints_are_opened_in_order_and_no_more_than_there_are(term: Term) -> None:
    hard = task(term, hint_costs=(1, 1), difficulty=1.0)
    for seed in range(100):
        steps = work_on(hard, replace(PERSON, ability=0.1), term, Random(seed))
        numbers = [step.number for step in steps if isinstance(step, Opening)]
        assert numbers in ([], [1], [1, 2])
