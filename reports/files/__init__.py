"""The files of a report: all made from its snapshot alone, one maker a kind of file."""
