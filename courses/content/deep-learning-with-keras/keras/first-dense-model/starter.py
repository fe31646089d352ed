import keras
import numpy as np

x = np.array([-1, 0, 1, 2, 3, 4], dtype="float32").reshape(-1, 1)
y = np.array([5, 6, 7, 8, 9, 10], dtype="float32").reshape(-1, 1)

# 1. define: one input value, one Dense layer with one unit
model = keras.Sequential([keras.Input(shape=(1,))])

# 2. compile: choose a loss and an optimizer

# 3. fit: how many epochs?
