# tries: find a secret in any file that can be read
# forbids: ESCAPED
import os

needle = b"CAN" + b"ARY-"
for folder, folders, files in os.walk("/"):
    if folder.startswith(("/proc", "/usr/lib", "/lib")) or "site-packages" in folder:
        folders.clear()
        continue
    for name in files:
        path = os.path.join(folder, name)
        try:
            with open(path, "rb") as file:
                if needle in file.read(1 << 20):
                    print("ESCAPED", path)
        except OSError:
            pass
