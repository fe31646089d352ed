# tries: ignore and block every signal, and turn back from every exception, past the deadline
# limits: seconds=1
# forbids: ESCAPED
import signal
import time

for number in range(1, 65):
    try:
        signal.signal(number, signal.SIG_IGN)
    except (OSError, ValueError):
        pass
signal.pthread_sigmask(signal.SIG_BLOCK, range(1, 65))
began = time.monotonic()
while True:
    try:
        while time.monotonic() < began + 6:
            pass
        print("ESCAPED the deadline")
    except BaseException as error:
        print(error)
