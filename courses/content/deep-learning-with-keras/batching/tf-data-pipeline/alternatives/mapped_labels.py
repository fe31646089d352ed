from tensorflow import cast, float32, one_hot
from tensorflow.data import Dataset


def encode(x, label):
    return cast(x, float32), one_hot(label, depth=3)


def make_dataset(features, labels, batch_size):
    validation_rows = len(features) // 5
    train_rows = len(features) - validation_rows
    rows = Dataset.from_tensor_slices((features, labels)).map(encode)
    train = rows.take(train_rows).shuffle(train_rows, reshuffle_each_iteration=True)
    return [train.batch(batch_size), rows.skip(train_rows).batch(batch_size)]
