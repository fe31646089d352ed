# fails: test_step[momentum], test_running_problem, test_hundred_steps[momentum], test_shapes
# The parameters move by the velocity of the step before.
def momentum_step(w, velocity, gradient, learning_rate, momentum):
    """Return the parameters and the velocity after a step with momentum."""
    new_w = w + velocity
    velocity = momentum * velocity - learning_rate * gradient
    return new_w, velocity


def nesterov_step(w, velocity, gradient, learning_rate, momentum):
    """Return the parameters and the velocity after a step with Nesterov's momentum."""
    velocity = momentum * velocity - learning_rate * gradient
    return w + momentum * velocity - learning_rate * gradient, velocity
