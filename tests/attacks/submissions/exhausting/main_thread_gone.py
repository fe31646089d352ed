# tries: end the first thread and go on in others, where fewer look
# limits: seconds=1.5 memory_mb=128
# forbids: ESCAPED
import ctypes
import threading
import time


def hog():
    """Use memory and time when the first thread is gone."""
    time.sleep(0.2)
    kept = [bytearray(b"x" * (1 << 20)) for _ in range(25)]
    end = time.monotonic() + 5
    while time.monotonic() < end:
        pass
    print("ESCAPED the deadline", len(kept), flush=True)


for _ in range(3):
    threading.Thread(target=hog).start()
ctypes.CDLL(None).pthread_exit(None)
