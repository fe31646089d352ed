"""Korean dates and times."""
