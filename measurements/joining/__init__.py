"""Items of different institutions that may be one and the same thing, and what was decided on them."""
