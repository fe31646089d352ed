# tries: take a time that tells of the hidden input, test by test
# forbids: ESCAPED
import time


def label(s):
    time.sleep(int(s[-1], 16) / 50)
    return ""
