"""What an institution asks its units to contribute, taken into its own answer; and answers begun under a definition that was replaced."""
