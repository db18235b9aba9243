"""Which reports there can be: of which semesters and institution, what each must have and what it is called."""
