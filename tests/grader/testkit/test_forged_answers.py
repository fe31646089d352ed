"""A submission jail that lies: whatever it sends costs the tests that asked, and nothing else."""

from __future__ import annotations

import pytest

from tests.grader.testkit.conftest import Grade

FORGER = """
import numpy as np

def serve(channel, arguments):
    while (question := channel.next_question()) is not None:
        if question["do"] == "load":
            channel.answer({{"ok": {{"seconds": 0.0}}}})
        elif question.get("name") == "honest":
            channel.answer({{"ok": 1}})
        else:
            forge(channel, question)

def forge(channel, question):
    {forge}
"""
HONEST = "\ndef test_honest(submission): assert submission.value('honest') == 1\n"
VALUE = "def test_x(submission): submission.value('x')"
CALL = """
from grader.testkit.functions import SubmittedFunction
def test_x(submission): SubmittedFunction(submission._asker, "f")(1)
"""
MODEL = "def test_x(submission): submission.model('m')"
FIT = "def test_x(submission): submission.fit('m', [1.0], [1.0], epochs=1)"
COMPILED = "def test_x(submission): submission.compiled('m')"
PREDICT = "import numpy as np\ndef test_x(submission): submission.predict('m', np.zeros((4, 2)))"
OUTPUT = "def test_x(submission): submission.output"
DEEP = "value = 0\n    for _ in range(100): value = [value]\n    "


@pytest.mark.parametrize(
    ("tests", "forge"),
    [
        (VALUE, "channel.answer({})"),
        (MODEL, "channel.answer({'ok': {'same': 'never sent'}})"),
        (MODEL, "channel.answer({'ok': {'same': [1]}})"),
        (VALUE, "channel.answer({'error': 7})"),
        (VALUE, "channel.answer({'error': {'code': ['missing'], 'type': 3, 'line': 'x', 'bases': [1]}})"),
        (VALUE, "channel.answer({'error': {'code': 'program', 'type': None, 'line': -5, 'traceback': b'x'}})"),
        (VALUE, "channel.answer({'ok': {'no': 'tag'}})"),
        (VALUE, "channel.answer({'ok': {'!': 'opaque', 'type': 1, 'text': 2}})"),
        (VALUE, "channel.answer({'ok': {'!': 'opaque', 'type': 'T', 'text': 't', 'handle': True}})"),
        (VALUE, "channel.answer({'ok': {'!': ['dict']}})"),
        (VALUE, "channel.answer({'ok': {'!': 'dict', 'pairs': [[[1], 2]]}})"),
        (VALUE, "channel.answer({'ok': {'!': 'dict', 'pairs': [1]}})"),
        (VALUE, "channel.answer({'ok': {'!': 'set', 'items': [[]]}})"),
        (VALUE, "channel.answer({'ok': {'!': 'tuple', 'items': 3}})"),
        (VALUE, "channel.answer({'ok': {'!': 'int', 'digits': '9' * 100_000}})"),
        (VALUE, "channel.answer({'ok': {'!': 'int', 'digits': '--1'}})"),
        (VALUE, "channel.answer({'ok': {'!': 'complex', 'real': 'a', 'imaginary': 0.0}})"),
        (VALUE, "channel.answer({'ok': {'!': 'scalar', 'array': np.zeros(3)}})"),
        (VALUE, "channel.answer({'ok': {'!': 'random', 'state': {'!': 'dict', 'pairs': [['bit_generator', 'os']]}}})"),
        (
            VALUE,
            "channel.answer({'ok': {'!': 'random', 'state': {'!': 'dict', 'pairs': [['bit_generator', 'PCG64']]}}})",
        ),
        (VALUE, "channel.answer({'ok': [0] * 300_000})"),
        (VALUE, DEEP + "channel.answer({'ok': value})"),
        (VALUE, "channel._frames.send_payload(3, b'\\xc1')"),
        (VALUE, "channel._frames.send(3, {'id': channel._question, 'body': 'no dict'})"),
        (VALUE, "channel._frames.send(3, {'id': np.zeros(2), 'body': {'ok': 1}})"),
        (VALUE, "channel._frames.send(3, np.zeros(2))"),
        (VALUE, "channel._frames.send(3, {'id': channel._question, 'body': np.zeros(2)})"),
        (VALUE, "channel.answer({'error': np.zeros(2)})"),
        (VALUE, "channel.answer({'error': {'code': np.zeros(2), 'kind': np.zeros(2), 'type': np.zeros(2)}})"),
        (VALUE, "channel.answer({'error': {'code': 'program', 'kind': np.zeros(2), 'line': np.zeros(2)}})"),
        (VALUE, "channel.answer({'ok': {'!': np.zeros(2)}})"),
        (VALUE, "channel.answer({'ok': {'!': 'opaque', 'type': np.zeros(2), 'text': np.zeros(2)}})"),
        (VALUE, "channel.answer({'ok': {'!': 'int', 'digits': np.zeros(2)}})"),
        (VALUE, "channel.answer({'ok': {'!': 'dict', 'pairs': np.zeros((2, 2))}})"),
        (MODEL, "channel.answer({'ok': {'same': np.zeros(2)}})"),
        (MODEL, "channel.answer({'ok': {'config': np.zeros(2), 'weights': np.zeros(2)}})"),
        (
            VALUE,
            "channel._frames.send(3, {'id': channel._question, 'body': {'ok': __import__('msgpack').ExtType(9, b'')}})",
        ),
        (CALL, "channel.answer({'ok': 3})"),
        (CALL, "channel.answer({'ok': {'value': 3, 'warnings': 'no', 'changed': 5}})"),
        (CALL, "channel.answer({'ok': {'value': {'!': 'no'}, 'warnings': []}})"),
        (OUTPUT, "channel.answer({'ok': 3})"),
        (COMPILED, "channel.answer({'ok': {'config': '['}})"),
        (COMPILED, "channel.answer({'ok': {'config': '[' * 100_000}})"),
        (COMPILED, "channel.answer({'ok': 5})"),
        (FIT, "channel.answer({'ok': 5})"),
        (FIT, "channel.answer({'ok': {'config': '', 'weights': [], 'history': {'loss': ['low']}}})"),
        (MODEL, "channel.answer({'ok': 5})"),
        (MODEL, "channel.answer({'ok': {'config': 5, 'weights': []}})"),
        (MODEL, "channel.answer({'ok': {'config': '{}', 'weights': ['a']}})"),
        (MODEL, "channel.answer({'ok': {'config': '[' * 100_000, 'weights': []}})"),
        (MODEL, "channel.answer({'ok': {'config': '3', 'weights': []}})"),
        (MODEL, "channel.answer({'ok': {'config': 'x' * 5_000_000, 'weights': []}})"),
        (PREDICT, "channel.answer({'ok': 'many'})"),
        (PREDICT, "channel.answer({'ok': None})"),
        (PREDICT, "channel.answer({'ok': np.zeros((3, 1))})"),
        (PREDICT, "channel.answer({'ok': np.full((4, 1), np.nan)})"),
        (PREDICT, "channel.answer({'ok': np.array(['a'] * 4)})"),
    ],
)
def test_a_forged_answer_costs_its_test_and_nothing_else(grade: Grade, tests: str, forge: str) -> None:
    graded = grade("", tests + HONEST, forger=FORGER.format(forge=forge))
    assert graded.outcomes == {"test_x": "failed", "test_honest": "passed"}, graded.finished
    assert graded.message("test_x")
    assert graded.message("test_x", "ko")
    assert graded.finished["status"] == "graded"


def test_a_message_over_every_limit_ends_the_conversation(grade: Grade) -> None:
    forge = "channel._frames._socket.sendall(b'\\xff\\xff\\xff\\xff\\x03')"
    graded = grade("", VALUE + "\ndef test_y(): pass", forger=FORGER.format(forge=forge), deadline=2)
    assert graded.outcomes == {"test_x": "failed", "test_y": "passed"}


def test_a_forged_error_text_is_bounded_and_clean(grade: Grade) -> None:
    long = "'\\x02' + 'A' * 100_000"
    fields = f"'type': {long}, 'message': {long}, 'traceback': {long}, 'line': 10**12"
    forge = "channel.answer({'error': {'code': 'program', 'kind': 'exception', " + fields + "}})"
    graded = grade("", VALUE, forger=FORGER.format(forge=forge))
    assert len(graded.message("test_x")) <= 4_000
    assert "\x02" not in graded.message("test_x")


def test_forged_answers_while_loading(grade: Grade) -> None:
    forger = """
    def serve(channel, arguments):
        while channel.next_question() is not None:
            channel.answer({"error": "none of ours"})
    """
    graded = grade("", VALUE, forger=forger)
    assert graded.finished["status"] == "failed"
    assert graded.outcomes == {"test_x": "not_run"}


def test_late_answers_are_dropped(grade: Grade) -> None:
    forger = """
    import time
    def serve(channel, arguments):
        channel.next_question(); channel.answer({"ok": {}})
        channel.next_question(); first = channel._question; time.sleep(2.5)
        channel._frames.send(3, {"id": first, "body": {"ok": "late"}})
        while channel.next_question() is not None: channel.answer({"ok": "next"})
    """
    tests = """
    from grader.testkit.protocol import Ask
    def test_x(submission): submission._asker.ask(Ask.GET, "x", 0.1)
    def test_y(submission): submission._asker.ask(Ask.GET, "x", 0.1)
    """
    assert grade("", tests, forger=forger).outcomes == {"test_x": "failed", "test_y": "failed"}
