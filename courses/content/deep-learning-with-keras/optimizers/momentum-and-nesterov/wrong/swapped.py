# fails: test_step, test_running_problem, test_hundred_steps, test_shapes
# Returns the velocity first.
def momentum_step(w, velocity, gradient, learning_rate, momentum):
    """Return the parameters and the velocity after a step with momentum."""
    velocity = momentum * velocity - learning_rate * gradient
    return velocity, w + velocity


def nesterov_step(w, velocity, gradient, learning_rate, momentum):
    """Return the parameters and the velocity after a step with Nesterov's momentum."""
    velocity = momentum * velocity - learning_rate * gradient
    return velocity, w + momentum * velocity - learning_rate * gradient
