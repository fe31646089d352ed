# tries: open the tests and their data where they lie in the other jail
# forbids: ESCAPED
import os

for root in ("/box", "/proc/1/root/box", "/proc/self/cwd", "/box/..", "/proc/2/root/box", "/proc/1/cwd"):
    for name in ("tests/test_hidden.py", "tests/data/secret.npy", "tests/data/note.json", "submission/main.py"):
        path = f"{root}/{name}"
        try:
            with open(path, "rb") as file:
                print("ESCAPED", path, len(file.read()))
        except OSError:
            pass
print(sorted(os.listdir("/box")))
