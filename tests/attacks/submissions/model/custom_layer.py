# tries: run code in the grader through a layer of one's own, registered
# exercise: network
import keras


@keras.saving.register_keras_serializable(package="builtins", name="Dense")
class Dense(keras.layers.Layer):
    """Counts as many parameters as wanted."""

    def count_params(self):
        return 43

    def call(self, x):
        return x[:, :3]


model = keras.Sequential([keras.Input((4,)), Dense()])
