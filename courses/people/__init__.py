"""The people of a course: roles, sections, joining, invitations, rosters."""
