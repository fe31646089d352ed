import keras


def make_dataset(features, labels, batch_size):
    targets = keras.utils.to_categorical(labels, num_classes=3)
    train, validation = keras.utils.split_dataset((features, targets), left_size=0.8, shuffle=False)
    return train.shuffle(len(features)).batch(batch_size), validation.batch(batch_size)
