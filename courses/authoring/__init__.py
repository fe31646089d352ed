"""Writing a course in the browser: its working copy, the outline, editors, zips, publishing."""
