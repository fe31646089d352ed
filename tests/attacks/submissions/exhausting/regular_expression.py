# tries: never return from C code that holds the interpreter: a regular expression
# limits: seconds=1
# forbids: ESCAPED
import re
import signal

signal.alarm(0)
re.match(r"(a*)*(a*)*(a*)*b", "a" * 100)
print("ESCAPED the deadline")
