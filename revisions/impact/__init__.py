"""What a drafted decision would do, said before it is adopted: to past figures, and to everything else that names the indicator.

>>> from revisions.impact import Impact, impact_of
"""

from revisions.impact.foreseeing import Impact, NoDefinitionError, foreseen, impact_of

__all__ = ["Impact", "NoDefinitionError", "foreseen", "impact_of"]
