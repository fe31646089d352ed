# tries: overflow the stack of C: deep recursion in Python, in json, in repr, in comparing and in freeing
# limits: seconds=2 memory_mb=256
# forbids: ESCAPED
import json
import os
import sys
import threading

sys.setrecursionlimit(10**9)


def nest(depth):
    """Lists in lists."""
    value = []
    for _ in range(depth):
        value = [value]
    return value


def recurse(number=0):
    """Call itself for ever."""
    return recurse(number + 1) + 1


for action in (
    lambda: repr(nest(10**6)),
    lambda: json.loads("[" * 10**6),
    lambda: nest(10**6) == nest(10**6),
    lambda: compile("-" * 10**6 + "1", "x", "eval"),
    recurse,
):
    if os.fork() == 0:
        try:
            action()
        finally:
            os._exit(0)
    print(os.waitstatus_to_exitcode(os.wait()[1]))
threading.stack_size(1 << 20)
threading.Thread(target=recurse).start()
deep = nest(10**6)
repr(deep)
