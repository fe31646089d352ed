"""Checking a model's number of parameters, with an account of its layers where it is wrong."""

from __future__ import annotations

from typing import Any

from grader.testkit.causes import against, from_difference
from grader.testkit.concealing import knows_hidden_inputs
from grader.testkit.failures import Compared, Mismatch, Misuse
from grader.testkit.layers import Row, rows_of, table
from grader.testkit.messages import message as kit_message
from grader.testkit.text import Message, Text, as_text, joined


def check_parameters(model: Any, expected: Any, message: Message = None) -> None:
    """Fail unless the Keras ``model`` has as many parameters as ``expected``: a number, or a model to compare with.

    The message shows each of the student's layers with its count. A public test adds the expected number and what
    would give the difference: a missing bias, another input width, other units, a layer too many or too few. A hidden
    one leaves the expected numbers out, and the account too where the model may have been made of hidden inputs.
    """
    rows = rows_of(model)
    wanted = _number_of(expected)
    found = sum(row.parameters for row in rows)
    if found == wanted:
        return
    causes = from_difference(rows, wanted) if isinstance(expected, int) else against(rows, rows_of(expected))
    hidden = [kit_message("parameters_concealed")] if knows_hidden_inputs(model) else _account_without_names(rows)
    raise _mismatch(rows, wanted, causes, hidden, is_certain=not isinstance(expected, int), message=message)


def _account_without_names(rows: list[Row]) -> list[Text]:
    found = sum(row.parameters for row in rows)
    nameless = as_text(table(rows, with_names=False)) if rows else kit_message("no_layers")
    return [kit_message("parameters_hidden", found=f"{found:,}"), nameless]


def _number_of(expected: Any) -> int:
    if isinstance(expected, bool) or not (isinstance(expected, int) or hasattr(expected, "layers")):
        raise Misuse("check_parameters: expected is a number or a Keras model")
    return expected if isinstance(expected, int) else sum(row.parameters for row in rows_of(expected))


def _mismatch(
    rows: list[Row],
    wanted: int,
    causes: list[Text],
    hidden: list[Text],
    *,
    is_certain: bool,
    message: Message,
) -> Mismatch:
    found = sum(row.parameters for row in rows)
    own = as_text(message) if message is not None else None
    account = as_text(table(rows)) if rows else kit_message("no_layers")
    listed: list[Text] = [{language: f"  - {text}" for language, text in cause.items()} for cause in causes]
    heading = kit_message("causes_certain" if is_certain else "causes_possible") if causes else None
    public = joined(
        [
            own,
            kit_message(
                "parameters_public",
                found=f"{found:,}",
                wanted=f"{wanted:,}",
                difference=f"{abs(found - wanted):,}",
                more=_MORE if found > wanted else _FEWER,
            ),
            account,
            heading,
            *listed,
        ]
    )
    return Mismatch(public, joined([own, *hidden]), Compared.of(f"{wanted:,}", f"{found:,}"))


_MORE: Text = {"en": "too many", "ko": "많습니다"}
_FEWER: Text = {"en": "too few", "ko": "적습니다"}
