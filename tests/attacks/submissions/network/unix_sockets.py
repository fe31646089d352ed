# tries: connect to the Unix sockets of the host: the sandbox server's own, Redis, PostgreSQL, Docker, the system bus
# forbids: ESCAPED
import glob
import os
import socket
import sys

PATHS = """
/var/run/docker.sock /run/docker.sock /run/containerd/containerd.sock /run/podman/podman.sock /run/user/0/podman/podman.sock
/var/run/postgresql/.s.PGSQL.5432 /run/postgresql/.s.PGSQL.5432 /tmp/.s.PGSQL.5432 /var/run/redis/redis.sock
/run/redis/redis-server.sock /tmp/redis.sock /run/dbus/system_bus_socket /run/systemd/private /run/systemd/journal/socket
/dev/log /run/systemd/notify /run/snapd.socket /tmp/.X11-unix/X0 /run/user/1000/bus /run/sandbox/sandbox.sock
/run/backpass/sandbox.sock /sockets/sandbox.sock /var/run/sandbox.sock /run/nvidia-persistenced/socket
""".split()
repository = os.path.dirname(os.path.dirname(os.path.abspath(sys.modules["sandbox"].__file__)))
for folder in (repository, f"{repository}/var/run", f"{repository}/run", os.getcwd(), "/tmp", "/"):
    PATHS += [f"{folder}/sandbox.sock", f"{folder}/redis.sock", f"{folder}/postgres.sock"]
PATHS += glob.glob("/tmp/**/*.sock", recursive=True) + glob.glob(f"{repository}/**/*.sock", recursive=True)
PATHS += glob.glob("/proc/1/root/tmp/backpass-*/*") + glob.glob("/proc/self/cwd/../tmp/*/*.sock")
for path in PATHS:
    for kind in (socket.SOCK_STREAM, socket.SOCK_DGRAM, socket.SOCK_SEQPACKET):
        try:
            socket.socket(socket.AF_UNIX, kind).connect(path)
            print("ESCAPED connected to", path)
        except OSError as error:
            if error.errno not in (2, 20):
                print("ESCAPED there is something at", path, error.strerror)
print(len(PATHS), "paths tried")
