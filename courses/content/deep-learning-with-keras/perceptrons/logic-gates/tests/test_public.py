"""Public tests: the truth tables, of the functions and of the weights."""

from __future__ import annotations

from typing import Any

from gates import OTHER_TABLES, ROWS, TABLES, answers, sums

from grader.testkit import check_close, for_each, say


@for_each("gate", TABLES.keys(), points=0.75, en="The table of {name}(x1, x2)", ko="{name}(x1, x2)의 표")
def test_table(submission: Any, gate: str) -> None:
    rows = [[int(x1), int(x2)] for x1, x2 in ROWS]
    check_close(
        answers(submission, gate, rows),
        TABLES[gate],
        rtol=0,
        atol=1e-9,
        what={"en": f"The column of {gate} in the table", "ko": f"표의 {gate} 열"},
        message=say(
            en=f"`{gate}` should answer the rows (0, 0), (0, 1), (1, 0), (1, 1) as the table does.",
            ko=f"`{gate}`는 행 (0, 0), (0, 1), (1, 0), (1, 1)에 표와 같이 답해야 합니다.",
        ),
        mistakes=[
            (table, say(en=f"These are the answers of {name}.", ko=f"이것은 {name}의 답입니다."))
            for name, table in OTHER_TABLES.items()
            if name != gate
        ],
    )


@for_each("gate", TABLES.keys(), points=0.75, en="The weights of {name} give its table", ko="{name}의 가중치가 표와 맞습니다")
def test_weights(submission: Any, gate: str) -> None:
    sums(submission, gate)
