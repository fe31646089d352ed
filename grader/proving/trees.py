"""Walking a syntax tree, and the places in it that no test could tell apart."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache

import libcst as cst

DRAWING = frozenset({"plt", "ax", "axes", "fig", "figure", "sns"})
SHOWING = frozenset({"print", "summary", "display", "show"})
SEEDERS = frozenset(
    {"set_random_seed", "seed", "default_rng", "RandomState", "SeedSequence", "set_seed", "manual_seed"}
) | {"Random", "SeedGenerator", "from_seed", "PRNGKey"}
"""Functions whose first argument is a seed."""
SEED_NAMES = frozenset({"seed", "random_state", "random_seed"})
"""Names, in whatever case, of keywords, parameters and constants that hold a seed."""
UNTESTED_KEYWORDS = (
    frozenset({"verbose", "metrics", "name", "monitor", "mode", "validation_split"})
    | {"validation_data", "save_best_only", "save_weights_only", "restore_best_weights"}
    | {"label", "color", "figsize", "title", "dpi", "alpha", "linewidth"}
)
"""Keywords of calls whose values steer reports, drawing or luck."""


@dataclass(frozen=True, slots=True)
class Place:
    """A node and those that it lies in, outermost first."""

    node: cst.CSTNode
    within: tuple[cst.CSTNode, ...]

    @property
    def parent(self) -> cst.CSTNode:
        """The node that holds it."""
        return self.within[-1]

    def keyword(self) -> str:
        """Return the keyword of the call that this value is given as, or ``""``."""
        arg = next((node for node in reversed(self.within) if isinstance(node, cst.Arg | cst.Call)), None)
        return arg.keyword.value if isinstance(arg, cst.Arg) and arg.keyword else ""


MAGIC = "#magic: "


@lru_cache(maxsize=64)
def parsed(code: str) -> cst.Module | None:
    """Return the syntax tree of a program or cell, with IPython's own lines as comments; ``None`` where it has none."""
    try:
        return cst.parse_module(re.sub(r"^(?=[%!])", MAGIC, code, flags=re.MULTILINE))
    except cst.ParserSyntaxError:
        return None


def code_of(module: cst.Module) -> str:
    """Return the code of a tree that `parsed` gave, with IPython's own lines as they were."""
    return module.code.replace(MAGIC, "")


def places(module: cst.Module) -> Iterator[Place]:
    """Yield every node worth changing: no imports, annotations, documentation, drawing, printing or error messages."""
    yield from _below(module, ())


def _below(node: cst.CSTNode, within: tuple[cst.CSTNode, ...]) -> Iterator[Place]:
    if _says_nothing(node):
        return
    if within:
        yield Place(node, within)
    if isinstance(node, cst.Raise):
        return
    for child in node.children:
        yield from _below(child, (*within, node))


def _says_nothing(node: cst.CSTNode) -> bool:
    if isinstance(node, cst.Import | cst.ImportFrom | cst.Annotation | cst.Decorator | cst.FormattedString):
        return True
    if isinstance(node, cst.Arg) and node.keyword is not None and node.keyword.value in UNTESTED_KEYWORDS:
        return True
    if _sets_seed(node):
        return True
    if isinstance(node, cst.SimpleStatementLine):
        return len(node.body) == 1 and _shows(node.body[0])
    if isinstance(node, cst.For):
        return all(_says_nothing(statement) for statement in node.body.body)
    return isinstance(node, cst.If) and _is_main(node)


def _sets_seed(node: cst.CSTNode) -> bool:
    if isinstance(node, cst.Call):
        return called(node) in SEEDERS
    if isinstance(node, cst.Arg):
        return node.keyword is not None and holds_seed(node.keyword)
    if isinstance(node, cst.Param):
        return holds_seed(node.name)
    if isinstance(node, cst.AnnAssign):
        return holds_seed(node.target)
    return isinstance(node, cst.Assign) and any(holds_seed(target.target) for target in node.targets)


def holds_seed(node: cst.BaseExpression) -> bool:
    """Whether a name, by itself or behind dots, is one that holds a seed."""
    names = names_of(node)
    return bool(names) and names[-1].lower() in SEED_NAMES


def _shows(statement: cst.BaseSmallStatement) -> bool:
    """Whether a statement is documentation, printing, drawing or the setting of a seed."""
    if isinstance(statement, cst.Assign):
        value: cst.BaseExpression = statement.value
    elif isinstance(statement, cst.Expr):
        value = statement.value
    else:
        return False
    if isinstance(value, cst.SimpleString | cst.ConcatenatedString):
        return isinstance(statement, cst.Expr)
    names = names_of(value.func) if isinstance(value, cst.Call) else []
    return bool(names) and (names[0] in DRAWING or names[-1] in SHOWING | SEEDERS)


def _is_main(node: cst.If) -> bool:
    return isinstance(node.test, cst.Comparison) and names_of(node.test.left) == ["__name__"]


def names_of(node: cst.BaseExpression) -> list[str]:
    """Return the names of a dotted expression: ``keras.layers.Dense`` gives three; ``[]`` for anything else."""
    if isinstance(node, cst.Name):
        return [node.value]
    if isinstance(node, cst.Attribute):
        before = names_of(node.value)
        return [*before, node.attr.value] if before else [node.attr.value]
    if isinstance(node, cst.Subscript):
        return names_of(node.value)
    return []


def called(node: cst.CSTNode) -> str:
    """Return the last name of the function that a call calls, such as ``Dense``, or ``""``."""
    names = names_of(node.func) if isinstance(node, cst.Call) else []
    return names[-1] if names else ""


def uses(node: cst.CSTNode, name: str) -> bool:
    """Whether ``name`` stands anywhere in ``node``."""
    if isinstance(node, cst.Name):
        return node.value == name
    return any(uses(child, name) for child in node.children)
