# tries: stop: itself, its children and its parent, so that what waits for an end waits for ever
# limits: seconds=1.5
# forbids: ESCAPED
import os
import signal
import time

children = []
for _ in range(10):
    pid = os.fork()
    if pid == 0:
        os.kill(os.getpid(), signal.SIGSTOP)
        time.sleep(60)
        os._exit(0)
    children.append(pid)
for pid in [*children, 1, os.getpid()]:
    os.kill(pid, signal.SIGSTOP)
stopper = os.fork()
if stopper == 0:
    for _ in range(1000):
        os.kill(1, signal.SIGSTOP)
        os.kill(1, signal.SIGTSTP)
        time.sleep(0.001)
    os._exit(0)
for pid in children:
    os.waitpid(pid, 0)
print("ESCAPED")
