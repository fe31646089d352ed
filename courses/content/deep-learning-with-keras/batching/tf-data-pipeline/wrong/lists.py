# fails: test_is_dataset
# Lists of batches in the place of datasets.
import numpy as np


def make_dataset(features, labels, batch_size):
    cut = len(features) * 4 // 5
    hot = np.eye(3)[labels]
    train = np.random.permutation(cut)
    validation = np.arange(cut, len(features))
    return tuple(
        [(features[rows[i : i + batch_size]], hot[rows[i : i + batch_size]]) for i in range(0, len(rows), batch_size)]
        for rows in (train, validation)
    )
