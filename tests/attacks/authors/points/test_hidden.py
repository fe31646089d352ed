# tries: give more points than there are, and report tests that do not exist
# ends: error
import gc

from sandbox.wire import Channel

import pytest

pytestmark = pytest.mark.hidden


def test_points(submission):
    (line,) = [thing for thing in [*gc.get_objects(), *_channels()] if type(thing) is Channel][:1] or [None]
    if line is not None:
        line.event("test", {"id": "invented", "outcome": "passed", "points": 1000.0, "max_points": 1000.0})


def _channels():
    import sys

    frame = sys._getframe()
    while frame is not None:
        yield from frame.f_locals.values()
        frame = frame.f_back
