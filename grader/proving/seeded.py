"""A program under another random seed: every seed that it sets itself is moved by the same number."""

from __future__ import annotations

import json
from dataclasses import replace

import libcst as cst

from courses.exercise_folder import Source
from courses.sources import joined
from grader.proving.trees import called

SEEDERS = frozenset({"set_random_seed", "seed", "default_rng", "RandomState", "set_seed", "manual_seed", "Random"})
SEED_KEYWORDS = frozenset({"seed", "random_state"})


def under_seed(source: Source, seed: int) -> Source:
    """Return the source with ``seed`` added to every seed that it writes down: ``set_random_seed(1)``, ``seed=1``."""
    if source.format == "code":
        return replace(source, content=_moved(source.content, seed))
    notebook = json.loads(source.content)
    for cell in notebook["cells"]:
        if cell["cell_type"] == "code":
            cell["source"] = _moved(joined(cell["source"]), seed)
    return replace(source, content=json.dumps(notebook, ensure_ascii=False))


def _moved(code: str, seed: int) -> str:
    try:
        return cst.parse_module(code).visit(_Mover(seed)).code
    except cst.ParserSyntaxError:
        return code  # A notebook's cell with IPython's own lines.


class _Mover(cst.CSTTransformer):
    def __init__(self, seed: int) -> None:
        super().__init__()
        self._seed = seed

    def leave_Call(self, original_node: cst.Call, updated_node: cst.Call) -> cst.Call:  # noqa: N802
        if called(original_node) not in SEEDERS or not updated_node.args or updated_node.args[0].keyword is not None:
            return updated_node
        first, *rest = updated_node.args
        return updated_node.with_changes(args=[self._moved(first), *rest])

    def leave_Arg(self, original_node: cst.Arg, updated_node: cst.Arg) -> cst.Arg:  # noqa: N802
        keyword = original_node.keyword
        return self._moved(updated_node) if keyword is not None and keyword.value in SEED_KEYWORDS else updated_node

    def _moved(self, arg: cst.Arg) -> cst.Arg:
        if not isinstance(arg.value, cst.Integer):
            return arg
        return arg.with_changes(value=cst.Integer(str(int(arg.value.value, 0) + self._seed)))
