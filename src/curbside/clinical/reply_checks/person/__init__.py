"""Is the reply written to the right person and about the right one: age, sex, name, kin, and who else is in it."""
