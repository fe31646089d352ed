# tries: get a network socket from another process, by passing descriptors and by /proc
# forbids: ESCAPED
import array
import os
import socket
import stat

one, other = socket.socketpair()
child = os.fork()
if child == 0:
    try:
        made = socket.socket(socket.AF_INET)
        socket.send_fds(one, [b"x"], [made.fileno()])
        print("ESCAPED sent a network socket")
    except OSError as error:
        print("the child may not either:", error.strerror)
    os._exit(0)
os.waitpid(child, 0)
other.setblocking(False)
try:
    print("ESCAPED received", socket.recv_fds(other, 10, 5))
except OSError as error:
    print(error.strerror)
for pid in filter(str.isdigit, os.listdir("/proc")):
    for name in os.listdir(f"/proc/{pid}/fd"):
        path = f"/proc/{pid}/fd/{name}"
        try:
            if stat.S_ISSOCK(os.stat(path).st_mode):
                os.open(path, os.O_RDWR)
                print("ESCAPED opened a socket again", path)
        except OSError as error:
            print(path, error.strerror)
# Descriptors that come in over the channel: nobody should send any.
for number in range(3, 64):
    try:
        line = socket.socket(fileno=os.dup(number))
        data, ancillary, *_ = line.recvmsg(1, socket.CMSG_SPACE(4 * 16), socket.MSG_DONTWAIT | socket.MSG_PEEK)
        if ancillary:
            print("ESCAPED descriptors came", array.array("i", ancillary[0][2]), data)
    except OSError:
        pass
