"""What the Committee did in the demonstration: its meetings, plans of years, requests and reviews."""
