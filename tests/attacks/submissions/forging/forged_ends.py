# tries: send the server's own frames: the job's end, a refusal, a cancel, another job
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
jail = {"ending": "finished", "exit_code": 0, "signal": None, "seconds": 0.1, "cpu_seconds": 0.1, "peak_memory_mb": 1.0}
line._frames.send(FrameKind.END, {"submission": jail, "tests": jail, "seconds": 0.1, "canceled": False, "tests_output": ""})
line._frames.send(FrameKind.REFUSED, {"reason": "no"})
line._frames.send(FrameKind.CANCEL, {})
line._frames.send(FrameKind.PEER_ENDED, {"ending": "finished"})
line._frames.send(FrameKind.PING, {})
line._frames.send(FrameKind.QUESTION, {"id": 1, "body": {"do": "get", "name": "SECRET"}})
line._frames.send(FrameKind.JOB, {"id": "2", "environment": "numpy"})
line._frames.send(FrameKind.START, {"entry": "os:abort", "files": {}, "arguments": {}})
