# tries: use more memory than allowed, in lists, arrays and text
# limits: seconds=3 memory_mb=128
# says: memory
# forbids: ESCAPED
import os
import time

import numpy

for size in (10 << 30, 1 << 40):
    try:
        numpy.ones(size, numpy.uint8)
        print("ESCAPED a large array")
    except MemoryError as error:
        print(error)
for _ in range(5):
    if os.fork() == 0:
        kept = []
        try:
            while len(kept) < 110:
                kept.append(numpy.ones(1 << 20, numpy.uint8))
        except MemoryError:
            pass
        time.sleep(2)
        os._exit(0)
time.sleep(1.5)
print("ESCAPED the limit of memory")
