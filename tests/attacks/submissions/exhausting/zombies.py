# tries: fill the table of processes with dead ones that nobody fetches
# limits: seconds=3 processes=64
# forbids: ESCAPED
import os
import time

made = 0
try:
    for _ in range(3000):
        if os.fork() == 0:
            try:
                os.fork()
            finally:
                os._exit(0)
        made += 1
    print("ESCAPED the limit of processes")
except OSError as error:
    print(error.strerror)
print(made, "children")
time.sleep(0.1)
