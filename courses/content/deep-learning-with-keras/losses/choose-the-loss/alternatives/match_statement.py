# Patterns with guards, and an exception of its own kind.
class MakesNoSense(ValueError):
    pass


def loss_for(activation, units, one_hot):
    match activation, units, one_hot:
        case (_, n, _) if n <= 0:
            raise MakesNoSense("no units")
        case ("softmax", 1, _):
            raise MakesNoSense("always 1")
        case ("softmax", _, True):
            return "categorical_crossentropy"
        case ("softmax", _, False):
            return "sparse_categorical_crossentropy"
        case (_, _, True):
            raise MakesNoSense("one-hot without softmax")
        case ("sigmoid", 1, False):
            return "BinaryCrossentropy"
        case ("sigmoid", _, False):
            return "binary_crossentropy"
        case ("linear" | None, _, _):
            return "MeanSquaredError"
        case _:
            raise MakesNoSense(activation)
