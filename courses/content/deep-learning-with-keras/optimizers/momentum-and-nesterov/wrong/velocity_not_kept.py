# fails: test_step, test_running_problem, test_hundred_steps, test_shapes
# Returns the velocity that came in.
def momentum_step(w, velocity, gradient, learning_rate, momentum):
    """Return the parameters and the velocity after a step with momentum."""
    new = momentum * velocity - learning_rate * gradient
    return w + new, velocity


def nesterov_step(w, velocity, gradient, learning_rate, momentum):
    """Return the parameters and the velocity after a step with Nesterov's momentum."""
    new = momentum * velocity - learning_rate * gradient
    return w + momentum * new - learning_rate * gradient, velocity
