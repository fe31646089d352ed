from tensorflow.keras.layers import Dense, SimpleRNN
from tensorflow.keras.models import Sequential


def build_model(timesteps, nfeatures):
    """As older courses write it: the first layer is told the shape of its input."""
    model = Sequential()
    model.add(SimpleRNN(8, return_sequences=True, input_shape=(timesteps, nfeatures)))
    model.add(SimpleRNN(8))
    model.add(Dense(1))
    model.summary()
    return model
