"""Whether one name of a program is computed with another, found in the syntax tree."""

from __future__ import annotations

import ast
from collections import defaultdict
from collections.abc import Iterable, Iterator

OPAQUE = frozenset({"globals", "vars", "locals", "eval", "exec", "load_model"})
"""Names behind which anything may be reached, so that nothing can be said against it."""

Uses = dict[str, set[str]]


def reaches(tree: ast.Module, start: str, goal: str) -> bool:
    """Whether ``start`` uses ``goal``, itself or through other names. In doubt, it does."""
    uses, same = _uses_of(tree)
    goals = {goal} | _closure(same, {goal})
    return bool(({start} | _closure(uses, {start})) & (goals | OPAQUE))


def _closure(edges: Uses, start: Iterable[str]) -> set[str]:
    found: set[str] = set()
    waiting = list(start)
    while waiting:
        for name in edges.get(waiting.pop(), ()):
            if name not in found:
                found.add(name)
                waiting.append(name)
    return found


def _uses_of(tree: ast.Module) -> tuple[Uses, Uses]:
    """Return which names each name uses, and which it is another name or a part of."""
    uses: Uses = defaultdict(set)
    same: Uses = defaultdict(set)
    for node in ast.walk(tree):
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef | ast.ClassDef):
            inside = set(_names(node))
            uses[node.name] |= inside
            for part in ast.walk(node):
                if isinstance(part, ast.Global | ast.Nonlocal):
                    for name in part.names:
                        uses[name] |= inside
        elif isinstance(node, ast.Assign):
            _assign(node.targets, node.value, uses, same)
        elif isinstance(node, ast.AnnAssign | ast.AugAssign | ast.NamedExpr) and node.value is not None:
            _assign([node.target], node.value, uses, same)
        elif isinstance(node, ast.For | ast.AsyncFor | ast.comprehension):
            _assign([node.target], node.iter, uses, defaultdict(set))
        elif isinstance(node, ast.withitem) and node.optional_vars is not None:
            _assign([node.optional_vars], node.context_expr, uses, defaultdict(set))
        elif isinstance(node, ast.Call) and (owner := _owner(node.func)):
            uses[owner] |= set(_names(node))
    for node in ast.walk(tree):
        if isinstance(node, ast.Import | ast.ImportFrom):
            for module in node.names:
                uses.pop((module.asname or module.name).partition(".")[0], None)
    return uses, same


def _assign(targets: list[ast.expr], value: ast.expr, uses: Uses, same: Uses) -> None:
    names = {name for target in targets for name in _targets(target)}
    for name in names:
        uses[name] |= set(_names(value))
        same[name] |= names - {name}
        if isinstance(value, ast.Name | ast.Attribute | ast.Subscript) and (owner := _owner(value)):
            same[name].add(owner)


def _targets(target: ast.expr) -> Iterator[str]:
    if isinstance(target, ast.Tuple | ast.List):
        for element in target.elts:
            yield from _targets(element)
    elif owner := _owner(target):
        yield owner


def _owner(node: ast.expr) -> str:
    """Return the name that ``a``, ``a.b`` or ``a[0].b`` begins with."""
    while isinstance(node, ast.Attribute | ast.Subscript | ast.Starred):
        node = node.value
    return node.id if isinstance(node, ast.Name) else ""


def _names(node: ast.AST) -> Iterator[str]:
    """Yield the names and attributes in ``node``; a function's parameters are not the program's names."""
    if isinstance(node, ast.Name):
        yield node.id
    elif isinstance(node, ast.Attribute):
        yield node.attr
    own: set[str] = set()
    if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef | ast.Lambda):
        own = {part.arg for part in ast.walk(node.args) if isinstance(part, ast.arg)}
        for default in (*node.args.defaults, *node.args.kw_defaults):
            if default is not None:
                yield from _names(default)
    for part in ast.iter_child_nodes(node):
        if not (own and isinstance(part, ast.arguments)):
            yield from (name for name in _names(part) if name not in own)
