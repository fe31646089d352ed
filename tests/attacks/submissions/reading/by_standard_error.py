# tries: write it to standard error and to the descriptors below Python
# forbids: ESCAPED
def label(s):
    import os, sys
    sys.stderr.write(s)
    sys.stderr.flush()
    os.write(1, s.encode())
    os.write(2, s.encode())
    sys.__stdout__.write(s)
