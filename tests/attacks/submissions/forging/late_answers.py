# tries: answer when the time for it is over
# limits: seconds=4
import time


def double(x):
    time.sleep(2.6)
    return 6.5


scale = label = lambda *_: time.sleep(9)
