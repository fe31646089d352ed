"""What those who teach see of how a class and its exercises do."""
