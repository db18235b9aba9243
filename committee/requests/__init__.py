"""What the Committee requires of an institution: an information request, its letters, and what follows when nobody answers."""
