"""What a page of the Committee shows to one person, read in a fixed number of queries: its hub, a request, a meeting, what is pending."""
