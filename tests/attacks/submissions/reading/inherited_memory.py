# tries: search all memory, which was copied from a process that has served others
# forbids: ESCAPED
import re


def scan(known=()):
    found = set()
    word = re.compile(b"CAN" + b"ARY-[0-9a-f]{8}")
    with open("/proc/self/maps") as maps, open("/proc/self/mem", "rb", 0) as memory:
        for line in maps:
            span, access = line.split()[:2]
            start, end = (int(part, 16) for part in span.split("-"))
            if "r" not in access or end - start > 1 << 28 or "[v" in line:
                continue
            try:
                memory.seek(start)
                found.update(word.findall(memory.read(end - start)))
            except (OSError, ValueError, OverflowError):
                continue
    return found - set(known)


if scan():
    print("ESCAPED", scan())
