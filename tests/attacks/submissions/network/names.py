# tries: tell something to the outside by asking for names: getaddrinfo, gethostbyname, NSS
# forbids: ESCAPED
import socket

for name in ("secret.example.org", "example.org", "host.docker.internal", "redis", "postgres", "web"):
    for lookup in (lambda n: socket.getaddrinfo(n, 80), socket.gethostbyname, socket.gethostbyname_ex):
        try:
            print("ESCAPED", name, lookup(name))
        except OSError as error:
            print(name, error)
for path in ("/etc/resolv.conf", "/run/systemd/resolve/io.systemd.Resolve", "/var/run/nscd/socket", "/run/nscd/socket"):
    try:
        print("ESCAPED", path, open(path).read())
    except OSError as error:
        print(path, error.strerror)
print(socket.gethostname())
