# tries: do nothing for longer than allowed
# limits: seconds=1
# ends: failed
# says: s
import time

time.sleep(60)
