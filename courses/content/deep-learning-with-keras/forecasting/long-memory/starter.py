import keras
import numpy as np
from signals import make_series

x, y = make_series(3000, np.random.default_rng(0))
print(x.shape, y.shape)

# 1. define: a recurrent layer that reads the 40 steps, then one unit for the probability of +1
model = keras.Sequential([keras.Input(shape=(40, 2))])

# 2. compile and fit

# 3. look at the accuracy on series that the model has not seen
