# tries: fork for ever
# limits: seconds=1.5 processes=48
# forbids: ESCAPED
import os

started = 0
while True:
    try:
        if os.fork() == 0:
            started = 0
        else:
            started += 1
    except OSError:
        started = 0
    if started > 400:
        print("ESCAPED the limit of processes", flush=True)
        os._exit(0)
