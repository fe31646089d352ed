# tries: have signals and timers come so fast that the processor does nothing else
# limits: seconds=1.5
# forbids: ESCAPED
import os
import signal
import time

began = time.monotonic()
for kind in (signal.ITIMER_REAL, signal.ITIMER_VIRTUAL, signal.ITIMER_PROF):
    number = {signal.ITIMER_REAL: 14, signal.ITIMER_VIRTUAL: 26, signal.ITIMER_PROF: 27}[kind]
    signal.signal(number, lambda *_: None)
    signal.setitimer(kind, 0.000001, 0.000001)
parent = os.getpid()
for _ in range(4):
    if os.fork() == 0:
        signal.signal(signal.SIGUSR1, signal.SIG_IGN)
        while time.monotonic() < began + 8:
            os.kill(parent, signal.SIGALRM)
        os._exit(0)
while time.monotonic() < began + 6:
    try:
        time.sleep(0.01)
    except BaseException:
        continue
print("ESCAPED the deadline")
