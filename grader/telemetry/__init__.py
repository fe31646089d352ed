"""How the site is: what processes count, who is there, what waits, and what all that means in words."""
