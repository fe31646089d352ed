# tries: read whatever descriptor was left open
# forbids: ESCAPED
import os
import socket

for number in range(3, 1024):
    try:
        os.set_blocking(number, False)
        target = os.readlink(f"/proc/self/fd/{number}")
        if not target.startswith("socket:"):
            print("ESCAPED", number, target)
            print(os.read(number, 1 << 16))
        else:
            data = socket.socket(fileno=os.dup(number)).recv(1 << 16, socket.MSG_PEEK | socket.MSG_DONTWAIT)
            if b"CAN" + b"ARY" in data or b"test_" in data:
                print("ESCAPED", data)
    except OSError:
        continue
