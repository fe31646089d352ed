# tries: end the process with a code made of the hidden input
# forbids: ESCAPED
def label(s):
    import os
    os.write(2, s.encode())
    os._exit(ord(s[-1]))
