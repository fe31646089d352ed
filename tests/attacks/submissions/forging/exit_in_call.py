# tries: end with exit code 0 in the middle of a test
import os


def double(x):
    os._exit(0)


scale = label = double
answer = 1.0
