# tries: print gigabytes to both streams from several processes, past Python's own buffering
# limits: seconds=1.5
# forbids: ESCAPED
import os
import sys

for number in range(3):
    if os.fork() == 0:
        while True:
            os.write(1 + number % 2, b"\xff\x00\x1b[31m" * 8192)
line = "x" * (1 << 20)
while True:
    sys.stdout.write(line)
    sys.stderr.write(line)
