"""The boxes in which a decision of the review is drafted, and how they become a definition."""
