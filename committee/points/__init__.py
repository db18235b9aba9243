"""What a meeting decides on as one of its points, whatever it is: put, adopted, taken back, taken off, closed with the minutes.

committee/planning/ and committee/reporting/ say, each for its kind, what adoption does and what is frozen.
"""
