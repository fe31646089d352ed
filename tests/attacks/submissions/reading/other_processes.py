# tries: read what /proc tells of the server, its keeper and the tests jail
# forbids: ESCAPED
import os

numbers = [name for name in os.listdir("/proc") if name.isdigit()]
if numbers != [str(os.getpid())]:
    print("ESCAPED", numbers)
for number in range(2, 4000):
    if os.path.exists(f"/proc/{number}"):
        print("ESCAPED", number)
for name in ("environ", "cmdline", "mountinfo", "maps", "status", "stack", "syscall", "auxv"):
    try:
        with open(f"/proc/self/{name}", "rb") as file:
            text = file.read()
        if b"SECRET_KEY" in text or b"DATABASE" in text or b"REDIS" in text:
            print("ESCAPED", name)
    except OSError as error:
        print(name, error.strerror)
