import csv

import keras
import numpy as np
import tensorflow as tf

with open("parabola.csv") as file:
    points = np.array([[float(row["x"]), float(row["y"])] for row in csv.DictReader(file)], dtype="float32")


def features(x):
    x = tf.convert_to_tensor(x, dtype=tf.float64)
    return tf.stack([x * x, x], axis=-1)


model = keras.Sequential()
model.add(keras.layers.Dense(1))
model.build((None, 2))

rows = tf.cast(features(points[:, 0]), tf.float32)
labels = points[:, 1:]
optimizer = keras.optimizers.SGD(learning_rate=0.005, momentum=0.9)


@tf.function
def step():
    with tf.GradientTape() as tape:
        loss = tf.reduce_mean(tf.square(model(rows, training=True) - labels))
    optimizer.apply(tape.gradient(loss, model.trainable_variables), model.trainable_variables)
    return loss


history = {"loss": []}
for _ in range(500):
    history["loss"].append(step())
