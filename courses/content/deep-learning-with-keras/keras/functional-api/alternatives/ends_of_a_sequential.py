import keras

layers = keras.layers


def build_model(nfeatures):
    keras.utils.set_random_seed(3)
    stack = keras.Sequential([keras.Input((nfeatures,)), layers.Dense(18, "relu"), layers.Dense(4, "relu"), layers.Dense(1)])
    model = keras.Model(stack.inputs[0], stack.outputs[0])
    adam = keras.optimizers.get({"class_name": "Adam", "config": {"learning_rate": 0.01}})
    model.compile(loss=["mse"], optimizer=adam)
    return model
