# tries: connect by TCP and UDP to the web port, Redis, PostgreSQL and the world
# forbids: ESCAPED
import socket

PLACES = [("127.0.0.1", port) for port in (22, 80, 443, 2375, 2376, 5432, 6379, 8000, 8001, 8080, 11434, 9090)]
PLACES += [("::1", 8000), ("localhost", 6379), ("0.0.0.0", 8000), ("1.1.1.1", 53), ("169.254.169.254", 80)]
PLACES += [("172.17.0.1", 8000), ("10.0.0.1", 80)]
for host, port in PLACES:
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    for kind in (socket.SOCK_STREAM, socket.SOCK_DGRAM):
        try:
            line = socket.socket(family, kind)
            print("ESCAPED a socket", family, kind)
            line.settimeout(0.05)
            line.connect((host, port))
            line.send(b"PING\r\n")
            print("ESCAPED sent to", host, port)
        except OSError as error:
            print(host, port, error.strerror)
