# tries: keep all processors busy with many processes, so that nobody can stop them in time
# limits: seconds=1.5 processes=100
# forbids: ESCAPED
import os
import time

began = time.monotonic()
for _ in range(90):
    if os.fork() == 0:
        break
while time.monotonic() < began + 8:
    sum(range(10_000))
print("ESCAPED the deadline", flush=True)
