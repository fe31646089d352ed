# tries: close the channel, the output and everything else, and go on
# limits: seconds=1.5
# forbids: ESCAPED
import os
import time

os.closerange(0, 4096)
for _ in range(20):
    os.open("/dev/null", os.O_RDWR)
time.sleep(60)
