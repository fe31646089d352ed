# fails: test_step[nesterov], test_hundred_steps[nesterov], test_shapes
# Nesterov's step is the one of plain momentum.
def momentum_step(w, velocity, gradient, learning_rate, momentum):
    """Return the parameters and the velocity after a step with momentum."""
    velocity = momentum * velocity - learning_rate * gradient
    return w + velocity, velocity


def nesterov_step(w, velocity, gradient, learning_rate, momentum):
    """Return the parameters and the velocity after a step with Nesterov's momentum."""
    velocity = momentum * velocity - learning_rate * gradient
    return w + velocity, velocity
