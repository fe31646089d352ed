# tries: not end at the end: atexit, __del__, threads that are waited for, finalizers
# limits: seconds=1.5
# forbids: ESCAPED
import atexit
import threading
import time
import weakref


class Sticky:
    """Takes long to go."""

    def __del__(self):
        time.sleep(60)


atexit.register(time.sleep, 60)
kept = Sticky()
other = Sticky()
other.itself = other
weakref.finalize(kept, time.sleep, 60)
threading.Thread(target=time.sleep, args=(60,)).start()
del kept
