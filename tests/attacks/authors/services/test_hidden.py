# tries: reach the database, the broker and the sandbox server by their sockets and files
# ends: graded
# forbids: ESCAPED
import os
import socket

import pytest

pytestmark = pytest.mark.hidden


def test_unix_sockets():
    for path in ("/var/run/postgresql/.s.PGSQL.5432", "/run/redis.sock", "/var/run/docker.sock", "/tmp/sandbox.sock"):
        with pytest.raises(OSError):
            socket.socket(socket.AF_UNIX).connect(path)


def test_files():
    found = []
    for folder, folders, files in os.walk("/"):
        if folder.startswith(("/proc", "/usr", "/lib")) or "site-packages" in folder:
            folders.clear()
        found += [name for name in files if name.endswith((".sqlite3", ".sock", ".rdb"))]
    assert not found, "ESCAPED"
    assert not os.path.exists("/run"), "ESCAPED"
