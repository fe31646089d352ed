"""``make test-containers``: builds the images, runs the composed site on a real engine, and looks whether it holds."""
