# tries: leave a core file with the tests' secrets, and read those of others
# forbids: ESCAPED
import glob
import os
import resource

for path in glob.glob("/box/core*") + glob.glob("/tmp/core*") + glob.glob("/var/lib/systemd/coredump/*"):
    print("ESCAPED", path)
try:
    resource.setrlimit(resource.RLIMIT_CORE, (resource.RLIM_INFINITY, resource.RLIM_INFINITY))
    print("ESCAPED the limit of core files")
except (ValueError, OSError) as error:
    print(error)


def label(s):
    os.abort()
