# tries: start threads for ever, each with a process of its own
# limits: seconds=2 processes=64
# forbids: ESCAPED
import os
import threading
import time

started = 0
try:
    while started < 2000:
        threading.Thread(target=time.sleep, args=(5,), daemon=True).start()
        started += 1
except RuntimeError as error:
    print(error)
print(started, "threads")
if started > 64:
    print("ESCAPED the limit of processes")
for _ in range(5):
    try:
        if os.fork() == 0:
            threading.Thread(target=time.sleep, args=(5,)).start()
            os._exit(0)
    except (OSError, RuntimeError) as error:
        print(error)
