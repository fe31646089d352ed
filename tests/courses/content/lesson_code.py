"""Run the Python blocks of lessons, each lesson with names of its own, and print what each block printed as JSON.

``python lesson_code.py LESSON…`` in a folder that holds the files which the lessons read. A plain program, so that
Keras is imported once for all lessons and not in the tests' own process.
"""

from __future__ import annotations

import contextlib
import io
import json
import re
import sys
import traceback
from pathlib import Path
from typing import Any

BLOCK = re.compile(r"^```(?P<language>\w+)\n(?P<code>.*?)^```$", re.MULTILINE | re.DOTALL)


def blocks(markdown: str) -> list[tuple[str, str]]:
    """Return (language, text) of every fenced block, in order."""
    return [(found["language"], found["code"]) for found in BLOCK.finditer(markdown)]


def run(markdown: str) -> list[dict[str, str | None]]:
    """Run the ``python`` blocks in order; return what each ``shown`` in the ``text`` block after it and ``printed``.

    The lesson ends at a block that raises: its ``printed`` is the traceback.
    """
    names: dict[str, Any] = {"__name__": "__main__"}
    results: list[dict[str, str | None]] = []
    for language, text in blocks(markdown):
        if language == "text":
            results[-1]["shown"] = text
        elif language == "python":
            printed, complete = _printed(text, names)
            results.append({"code": text, "shown": None, "printed": printed})
            if not complete:
                break
    return results


def _printed(code: str, names: dict[str, Any]) -> tuple[str, bool]:
    output = io.StringIO()
    try:
        with contextlib.redirect_stdout(output):
            exec(compile(code, "<lesson>", "exec"), names)
    except Exception:  # noqa: BLE001  Whatever a lesson raises is what its reader would see.
        return output.getvalue() + traceback.format_exc(), False
    return output.getvalue(), True


if __name__ == "__main__":
    print(json.dumps({path: run(Path(path).read_text(encoding="utf-8")) for path in sys.argv[1:]}))
