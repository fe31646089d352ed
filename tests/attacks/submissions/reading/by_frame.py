# tries: write frames of every kind with the hidden input onto the connection
# limits: seconds=2
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


from sandbox.wire import FrameKind

line = channel()


def label(s):
    for kind in FrameKind:
        for body in ({"source": "server", "kind": "stdout", "data": {"text": s}}, {"reason": s}, {"ending": s}, s):
            line._frames.send(kind, body)
    return ""
