# tries: print 100,000 single characters, each written by itself
# limits: seconds=3
# forbids: ESCAPED
import os

for number in range(100_000):
    os.write(1, b"\n" if number % 80 == 0 else b".")
