"""A proof's problems in an author's words. That the proof says just these sentences, its own tests hold."""

from __future__ import annotations

import pytest
from django.utils import translation

from grader.authoring.proof_words import KINDS, finding

SENTENCES = (
    ("wrong/a.py: should fail test_any[three], but passes it", "wrong/a.py", "passes test_any[three]"),
    ("wrong/a.py: should fail test_one, which is skipped", "wrong/a.py", "is skipped"),
    ("wrong/a.py: fails test_one, which it does not name: Wrong: so.", "wrong/a.py", "also fails test_one"),
    ("wrong/a.py: names test_any[four], which is no test that was run", "wrong/a.py", "no such test"),
    ("wrong/a.py: should not be judgeable, but was graded", "wrong/a.py", "cannot be judged at all"),
    (
        "wrong/a.py: breaks test_one, so that a student would be told that the test is at fault: ValueError",
        "wrong/a.py",
        "test_one breaks",
    ),
    ("wrong/a.py: failed instead of graded: Syntax.", "wrong/a.py", "could not be judged"),
    ("starter.ipynb: scores all points without a change", "starter.ipynb", "The starter gets all points"),
    ("alternatives/b.py: scores 1.00 of 10.00 instead of all", "alternatives/b.py", "1.00 of 10.00"),
    ("solution.py: test_a.py::test_one failed: tests/a.py:7: Mismatch", "solution.py", "pass test_a.py::test_one"),
    ("solution.py: test_any[a b] error: KeyError\nmore", "solution.py", "pass test_any[a b]"),
    ('solution.py: test_one has no title: @pytest.mark.title(en="…", ko="…") is …', "solution.py", "a title"),
    ("solution.py: test_one has no title in ko", "solution.py", "a title"),
    (
        "solution.py: the tests give 9 points together, but exercise.yaml says 10; each case counts",
        "solution.py",
        "The tests give 9 points",
    ),
    ("solution.py: could not be judged, for a reason of ours: gone", "solution.py", "not the exercise's fault"),
    ("solution.py: could not be judged under some seeds, for a reason of ours: x", "solution.py", "sandbox failed"),
    ("solution.py: could not be judged: the tests cannot be run:\nImportError", "solution.py", "cannot be run"),
    ("solution.py: fails under 1 of 10 seeds: test_one (1)", "solution.py", "1 of 10 random seeds"),
    ("wrong/a.py: under 2 of 3 seeds: should fail test_one, but passes it", "wrong/a.py", "Under 2 of 3 random seeds"),
    ("solution.py: test_one: the error reaches 0.8; half of it should do", "solution.py", "room for rounding"),
    (
        "solution.py: test_one: at most 1 leaves too little room for loss; by a fitted distribution 2 fails fewer",
        "solution.py",
        "threshold of test_one is too tight",
    ),
    ("solution.py: `SEED = 3 + 4` is a seed that cannot be moved; write a number there", "solution.py", "SEED = 3 + 4"),
    ("solution.py: the time was up after 4 of 50 seeds", "solution.py", "4 of 50 seeds"),
    ("the time was up before 7 mutants were judged", "", "before 7"),
    ("the tests notice only 3 of 4 mutants; 85% are wanted", "", "only 3 of 4"),
    ("1 mutants break test_one: a student would be told that the test is at fault", "", "test_one break over 1"),
    ("mutants could not be judged, for a reason of ours: gone", "", "Some changed solutions"),
    ("mutants.yaml marks a change that is no mutant of the solution: a → b", "mutants.yaml", "not tried any more"),
    (
        "mutants.yaml marks a change of several mutants; say which by `line:`: line 2, line 3: a → b",
        "mutants.yaml",
        "several places",
    ),
    ("mutants.yaml marks a change as equivalent that test_one notices: b", "mutants.yaml", "but test_one notices"),
)


@pytest.mark.parametrize(("sentence", "file", "words"), SENTENCES, ids=[sentence[:60] for sentence, _, _ in SENTENCES])
def test_each_problem_says_where_and_what_to_do(sentence: str, file: str, words: str) -> None:
    found = finding(sentence)
    assert (found.file, found.detail) == (file, sentence)
    assert words in found.headline
    assert found.advice


def test_every_kind_of_problem_is_tried_here() -> None:
    rests = [sentence.removeprefix(f"{file}: ") for sentence, file, _ in SENTENCES]
    tried = {kind.headline for kind in KINDS if any(kind.pattern.fullmatch(rest) for rest in rests)}
    assert tried == {kind.headline for kind in KINDS}


def test_the_words_come_in_korean() -> None:
    with translation.override("ko"):
        found = finding("starter.py: scores all points without a change")
    assert not found.headline.isascii()


def test_an_unknown_sentence_stays_as_it_is() -> None:
    found = finding("wrong/a.py: something new: at all")
    assert (found.file, found.headline, found.detail) == ("wrong/a.py", "something new: at all", "")
