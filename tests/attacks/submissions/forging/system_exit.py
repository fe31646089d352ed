# tries: leave with sys.exit(0) in the middle of a test
import sys


def double(x):
    sys.exit(0)


scale = label = double
answer = 1.0
