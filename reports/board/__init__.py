"""The Committee's dashboard, its matrix and the list of indicators: pages, words and tables."""
