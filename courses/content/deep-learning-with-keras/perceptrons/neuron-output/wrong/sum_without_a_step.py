# fails: test_rows, test_batch, test_other_neurons, test_other_batches, test_at_the_threshold, test_integers_and_close_sums
# Hands out the sum itself.


def neuron(x, w, b):
    return x @ w + b
