# By way of logarithms: e^(z - log(sum(e^z))).
import numpy as np


def softmax(z, axis=-1):
    z = np.array(z, dtype=np.longdouble)
    z = np.moveaxis(z, axis, -1)
    log_sum = np.logaddexp.reduce(z, axis=-1)
    p = np.exp(z - log_sum[..., np.newaxis])
    return np.moveaxis(p, -1, axis).astype("float32")
