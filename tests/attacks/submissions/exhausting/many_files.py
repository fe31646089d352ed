# tries: use up files: empty ones, folders in folders, links, long names, and deleted files that stay open
# limits: seconds=3
# forbids: ESCAPED
import os

made = 0
for folder in ("/box", "/tmp", "/dev/shm"):
    path = folder
    try:
        for number in range(10_000):
            if number % 4 == 0:
                open(f"{folder}/{number}{'x' * 240}", "w").close()
            elif number % 4 == 1 and number < 1200:
                path += "/d"
                os.mkdir(path)
            elif number % 4 == 2:
                os.symlink("x" * 2000, f"{folder}/link{number}")
            else:
                open(f"{folder}/{number}", "w").close()
            made += 1
        print("ESCAPED the limit of files in", folder)
    except OSError as error:
        print(folder, error.strerror)
print(made)
try:
    for number in range(100_000):
        os.link("/tmp/0" + "x" * 240, f"/tmp/hard{number}")
    print("ESCAPED with hard links")
except OSError as error:
    print(error.strerror)
