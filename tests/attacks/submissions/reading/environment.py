# tries: read secrets from environment variables, its own and the first ones of the process
# forbids: ESCAPED
import ctypes
import os

for name, value in os.environ.items():
    print(name, value)
first = ctypes.POINTER(ctypes.c_char_p).in_dll(ctypes.CDLL(None), "environ")
index = 0
while first and first[index]:
    line = first[index]
    if any(word in line for word in (b"SECRET", b"PASSWORD", b"DATABASE", b"REDIS", b"TOKEN", b"KEY=")):
        print("ESCAPED", line)
    index += 1
