"""A program under another random seed: every seed that it sets itself is moved by the same number."""

from __future__ import annotations

import json
from collections.abc import Callable
from dataclasses import replace

import libcst as cst

from courses.folders.exercise_folder import Source
from courses.folders.sources import joined
from grader.proving.trees import SEEDERS, called, code_of, holds_seed, parsed


def under_seed(source: Source, seed: int) -> Source:
    """Return the source with ``seed`` added to every seed that it writes down: ``set_random_seed(1)``, ``SEED = 1``."""
    return _with_code(source, lambda code: _visited(code, _Mover(seed)))


def fixed_seeds(source: Source) -> tuple[str, ...]:
    """Return the seeds in a source's code that `under_seed` does not move and no test gives: ``default_rng(n)``."""
    mover = _Mover(0)
    _with_code(source, lambda code: _visited(code, mover))
    return tuple(mover.fixed)


def _with_code(source: Source, change: Callable[[str], str]) -> Source:
    if source.format == "code":
        return replace(source, content=change(source.content))
    notebook = json.loads(source.content)
    for cell in notebook["cells"]:
        if cell["cell_type"] == "code":
            cell["source"] = change(joined(cell["source"]))
    return replace(source, content=json.dumps(notebook, ensure_ascii=False))


def _visited(code: str, mover: _Mover) -> str:
    module = parsed(code)
    return code if module is None else code_of(module.visit(mover))


class _Mover(cst.CSTTransformer):
    def __init__(self, seed: int) -> None:
        super().__init__()
        self._seed = seed
        self.fixed: list[str] = []

    def leave_Call(self, original_node: cst.Call, updated_node: cst.Call) -> cst.Call:  # noqa: N802
        if called(original_node) not in SEEDERS or not updated_node.args or updated_node.args[0].keyword is not None:
            return updated_node
        first, *rest = updated_node.args
        moved = self._moved_or_told(first.value, original_node)
        return updated_node.with_changes(args=[first.with_changes(value=moved), *rest])

    def leave_Arg(self, original_node: cst.Arg, updated_node: cst.Arg) -> cst.Arg:  # noqa: N802
        if original_node.keyword is None or not holds_seed(original_node.keyword):
            return updated_node
        return updated_node.with_changes(value=self._moved_or_told(updated_node.value, original_node))

    def leave_Param(self, original_node: cst.Param, updated_node: cst.Param) -> cst.Param:  # noqa: N802
        if updated_node.default is None or not holds_seed(original_node.name):
            return updated_node
        return updated_node.with_changes(default=self._moved_or_told(updated_node.default, original_node))

    def leave_Assign(self, original_node: cst.Assign, updated_node: cst.Assign) -> cst.Assign:  # noqa: N802
        if not any(holds_seed(target.target) for target in original_node.targets):
            return updated_node
        return updated_node.with_changes(value=self._moved_or_told(updated_node.value, original_node))

    def leave_AnnAssign(self, original_node: cst.AnnAssign, updated_node: cst.AnnAssign) -> cst.AnnAssign:  # noqa: N802
        if updated_node.value is None or not holds_seed(original_node.target):
            return updated_node
        return updated_node.with_changes(value=self._moved_or_told(updated_node.value, original_node))

    def _moved_or_told(self, value: cst.BaseExpression, where: cst.CSTNode) -> cst.BaseExpression:
        """Return a seed moved, or note that the one in ``where`` cannot be."""
        moved = self._moved(value)
        if moved is value and not _is_given(value):
            self.fixed.append(cst.Module([]).code_for_node(where).strip(" ,"))
        return moved

    def _moved(self, value: cst.BaseExpression) -> cst.BaseExpression:
        """Return a seed moved: a number, or a list of which the first number is; anything else as it is."""
        if isinstance(value, cst.Integer):
            return cst.Integer(str(int(value.value, 0) + self._seed))
        if isinstance(value, cst.List | cst.Tuple) and value.elements:
            first, *rest = value.elements
            moved = self._moved(first.value)
            return (
                value if moved is first.value else value.with_changes(elements=[first.with_changes(value=moved), *rest])
            )
        return value


def _is_given(node: cst.CSTNode) -> bool:
    """Whether a seed is ``None``, or comes from a test, from a seed that is moved, or from what is drawn."""
    if isinstance(node, cst.Name) and node.value == "None":
        return True
    if isinstance(node, cst.Call) or (isinstance(node, cst.Name | cst.Attribute) and holds_seed(node)):
        return True
    return any(_is_given(child) for child in node.children)
