# tries: fork, and answer as both
import os

os.fork()


def double(x):
    return 5 if os.fork() else 7


scale = label = lambda *_: os.getpid()
