"""What a page hears while a grading goes on, and how long it may take."""
