# tries: run code in the grader through a Lambda layer
# exercise: network
import keras

model = keras.Sequential(
    [keras.Input((4,)), keras.layers.Dense(5), keras.layers.Dense(3), keras.layers.Lambda(lambda x: x * 0 + 1 / 3)]
)
