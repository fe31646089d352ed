# tries: walk up the frames into the grader's own and read their variables
# forbids: ESCAPED
import sys


def frames():
    frame, found = sys._getframe(), []
    while frame is not None:
        found.append((frame.f_code.co_filename, frame.f_code.co_name, list(frame.f_locals)))
        frame = frame.f_back
    return found


def secrets(limit=100_000):
    """Follow all references from all frames."""
    todo, seen, texts = [], set(), set()
    frame = sys._getframe()
    while frame is not None:
        todo += [*frame.f_locals.values(), *frame.f_globals.values()]
        frame = frame.f_back
    while todo and len(seen) < limit:
        thing = todo.pop()
        if id(thing) in seen:
            continue
        seen.add(id(thing))
        if isinstance(thing, str) and thing.startswith("CAN" + "ARY-"):
            texts.add(thing)
        elif isinstance(thing, dict):
            todo += thing.values()
        elif isinstance(thing, (list, tuple, set, frozenset)):
            todo += thing
        elif hasattr(thing, "__dict__"):
            todo += vars(thing).values()
    return texts


if secrets():
    print("ESCAPED", secrets())


def label(s):
    others = secrets() - {s}
    return repr(others) if others else repr(frames())[:100]
