"""Records to files and databases."""
