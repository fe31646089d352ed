"""Let TensorFlow remember of each operation in a graph which of the student's own lines made it, and no other line.

Left alone, it keeps the whole stack: some seventy lines of Keras, of itself and of Backpass, which it prints into the
message of an error that comes up while a graph runs. Collecting them takes a tenth of the time of a small training.
"""

from __future__ import annotations

import functools
import re
import sys
import traceback
from collections.abc import Mapping
from typing import Any

from sandbox.frames import is_own

Frame = tuple[str, int, str]
"""File, line and function."""
_made_by: dict[str, tuple[Frame, ...]] = {}
"""The lines that made the operation of this name last; graphs of one program name them alike."""
_DETECTED = re.compile(
    r"(Detected at node (\S+)) defined at \(most recent call last\):\n(?:<stack traces unavailable>\n)?"
)
_WRITTEN_BY_TENSORFLOW = "__autograph_generated_file"
_TRACE = "operation"


def keep_own_lines() -> None:
    """Have operations that are put into a graph from now on remember the student's lines only."""
    from tensorflow.python.client import pywrap_tf_session
    from tensorflow.python.framework import ops
    from tensorflow.python.util import tf_stack

    plain = ops._create_c_op

    @functools.wraps(plain)
    def create(graph: Any, node_def: Any, *arguments: Any, **options: Any) -> Any:
        operation = plain(graph, node_def, *arguments, **options, extract_traceback=False)
        rewritten = tf_stack._source_mapper_stacks[tf_stack._get_thread_key()][-1].get_effective_source_map()
        frames = _own_frames(sys._getframe(1), rewritten)
        pywrap_tf_session.TF_SetOpStackTrace(operation, _stack_trace(frames))
        _made_by[node_def.name] = frames
        return operation

    ops._create_c_op = create


def with_own_lines(text: str) -> str:
    """Return an error's text with the student's lines that made the operation it names, as a traceback shows them."""
    return _DETECTED.sub(_told, text)


def _told(detected: re.Match[str]) -> str:
    frames = _made_by.get(detected[2])
    if not frames:
        return f"{detected[1]}:\n"
    lines = traceback.format_list([traceback.FrameSummary(file, line, name) for file, line, name in frames])
    return f"{detected[1]} defined at (most recent call last):\n{''.join(lines)}\n"


def _own_frames(frame: Any, rewritten: Mapping[tuple[str, int], Frame]) -> tuple[Frame, ...]:
    """Return the student's frames from ``frame`` outwards up to the cell or file that runs, the outermost first.

    ``rewritten`` has the student's lines of those that TensorFlow wrote for them.
    """
    own: list[Frame] = []
    while frame is not None:
        code = frame.f_code
        if is_own(code.co_filename):
            line = (code.co_filename, frame.f_lineno)
            own.append(rewritten.get(line) or (*line, code.co_name))
            if code.co_name == "<module>":
                break
        frame = frame.f_back
    return tuple(frame for frame in reversed(own) if _WRITTEN_BY_TENSORFLOW not in frame[0])


@functools.cache
def _stack_trace(frames: tuple[Frame, ...]) -> Any:
    """Return ``frames`` as TensorFlow keeps them."""
    from tensorflow.core.framework.graph_debug_info_pb2 import GraphDebugInfo
    from tensorflow.python.util import tf_stack

    info = GraphDebugInfo()
    trace = info.traces[_TRACE]
    for number, (file, line, function) in enumerate(frames):
        info.files.append(file)
        trace.file_line_cols.add(file_index=number, line=line, func=function)
    return tf_stack.LoadTracesFromDebugInfo(info)[_TRACE]
