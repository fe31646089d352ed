# tries: kill the process group, which the jail may share with the server and the jails of others
# forbids: ESCAPED
import os
import signal

group, session = os.getpgrp(), os.getsid(0)
if group == 0 or session == 0:
    print("ESCAPED the group or session comes from outside:", group, session)
else:
    child = os.fork()
    if child == 0:
        os.kill(0, signal.SIGKILL)
        os._exit(0)
    os.waitpid(child, 0)
for who in (os.PRIO_PGRP, os.PRIO_USER):
    try:
        print(os.getpriority(who, 0))
        os.setpriority(who, 0, 19)
    except OSError as error:
        print(error.strerror)
