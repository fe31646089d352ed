import keras
from keras.layers import Activation, Dense


def build_model(nfeatures):
    features = keras.Input((nfeatures,), name="features")
    x = features
    for units in [18, 4]:
        x = Dense(units)(x)
        x = Activation("relu")(x)
    model = keras.Model(inputs=features, outputs=Dense(1, activation="linear", name="answer")(x), name="regression")
    model.compile(
        optimizer=keras.optimizers.Adam(0.01),
        loss=keras.losses.MeanSquaredError(),
        metrics=["mae", keras.metrics.RootMeanSquaredError()],
    )
    return model


if __name__ == "__main__":
    print(build_model(6).count_params())
