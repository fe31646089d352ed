# tries: send signals to process 1, to all processes, and to every number that the server could have
# forbids: ESCAPED
import os
import signal

signal.signal(signal.SIGTERM, signal.SIG_IGN)
reached = []
for pid in range(2, 70_000):
    try:
        os.kill(pid, 0)
        reached.append(pid)
    except OSError:
        pass
if reached:
    print("ESCAPED found processes", reached[:10])
for pid in (os.getppid(), 1 << 22, (1 << 22) - 1, -(1 << 21)):
    try:
        os.kill(pid, 0)
        print("ESCAPED" if pid != 0 else "own group", pid)
    except OSError as error:
        print(pid, error.strerror)
child = os.fork()
if child == 0:
    for number in (signal.SIGTERM, signal.SIGKILL, signal.SIGSTOP):
        os.kill(1, number)
    os._exit(0)
os.waitpid(child, 0)
for number in (signal.SIGTERM, signal.SIGKILL):
    try:
        os.kill(-1, number)
        print("killed everything that is here")
    except OSError as error:
        print(error.strerror)
print("process 1 lives on")
