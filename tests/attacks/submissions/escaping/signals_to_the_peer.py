# tries: find out who is at the other end of the channel and send signals there
# forbids: ESCAPED
import os
import signal
import socket
import stat
import struct

SO_PEERPIDFD = 77
for number in range(3, 64):
    try:
        if not stat.S_ISSOCK(os.fstat(number).st_mode):
            continue
    except OSError:
        continue
    channel = socket.socket(fileno=os.dup(number))
    pid, user, group = struct.unpack("iii", channel.getsockopt(socket.SOL_SOCKET, socket.SO_PEERCRED, 12))
    print("peer", pid, user, group)
    if pid > 0 and pid != os.getpid():
        print("ESCAPED a process id of outside", pid)
    try:
        pidfd = channel.getsockopt(socket.SOL_SOCKET, SO_PEERPIDFD)
    except OSError as error:
        print(error.strerror)
        continue
    for value in (0, signal.SIGCONT):
        try:
            signal.pidfd_send_signal(pidfd, value)
            print("ESCAPED signaled the peer", value)
        except OSError as error:
            print(value, error.strerror)
    print(open(f"/proc/self/fdinfo/{pidfd}").read())
