# tries: report the hidden input as output, epochs, a notebook and events that only others may send
# forbids: ESCAPED
import sys


def channel():
    """Find the grader's connection in the frames above."""
    frame = sys._getframe()
    while frame is not None:
        for value in frame.f_locals.values():
            if type(value).__name__ == "Channel":
                return value
        frame = frame.f_back
    raise LookupError("no channel")


line = channel()


def label(s):
    for kind, data in {
        "stdout": {"text": s},
        "epoch": {"epoch": 1, "epochs": 2, "logs": {s: 1.0}},
        "notebook": {"content": '{"cells": [{"cell_type": "markdown", "source": "' + s + '"}]}'},
        "test": {"id": "test_label", "outcome": "passed", "points": 3.0, "message": {"en": s, "ko": s}},
        "finished": {"status": "graded", "message": {"en": s, "ko": s}, "detail": s},
        "collected": {"tests": [{"id": s, "title": {"en": s, "ko": s}, "hidden": False, "points": 1.0}]},
        s: {s: s},
    }.items():
        line.event(kind, data)
    return ""
