"""Images, the sandbox's system call profile, and the trial that runs them on a real engine."""
