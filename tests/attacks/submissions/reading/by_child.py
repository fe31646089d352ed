# tries: have a forked child tell it after the test
# forbids: ESCAPED
def label(s):
    import os, time
    if os.fork() == 0:
        time.sleep(0.3)
        os.write(1, s.encode())
        time.sleep(0.3)
        os.write(2, s.encode())
        os._exit(0)
