# tries: leave daemons behind, forked twice in a session of their own, that go on when the program has ended
# limits: seconds=4
# forbids: ESCAPED
import os
import time

for number in range(6):
    if os.fork() == 0:
        os.setsid()
        if os.fork() == 0:
            os.chdir("/")
            for descriptor in (0, 2):
                os.close(descriptor)
            for _ in range(100):
                time.sleep(0.1)
                with open(f"/tmp/daemon{number}", "a") as file:
                    file.write("still here\n")
        os._exit(0)
print("ended")
