"""Forms of activities, notes and budgets."""
