"""Figures as drawings, beside their tables on a page and as files to take away."""
