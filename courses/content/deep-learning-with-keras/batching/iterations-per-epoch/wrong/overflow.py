# fails: test_numpy_integers
# The sum overflows where both are np.int32.
# numpy int32 overflow: n + batch_size - 1
import numpy as np
def iterations(n, batch_size, drop_remainder=False):
    if not isinstance(n, (int, np.integer)) or not isinstance(batch_size, (int, np.integer)): raise TypeError
    if n < 0 or batch_size <= 0: raise ValueError
    return n // batch_size if drop_remainder else (n + batch_size - 1) // batch_size
