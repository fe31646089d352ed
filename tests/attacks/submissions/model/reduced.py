# tries: put objects with __reduce__ into the configuration, in case somebody unpickles it
# exercise: network
# forbids: ESCAPED
import keras


class Bomb:
    """Runs a command where it is unpickled."""

    def __reduce__(self):
        import os

        return os.system, ("echo ESCAPED",)


class Model(keras.Sequential):
    def get_config(self):
        return {"name": "m", "layers": [Bomb()], "bomb": Bomb()}


model = Model([keras.Input((4,)), keras.layers.Dense(1)])
