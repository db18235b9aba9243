"""An edition of the compliance report as a document: composed from its snapshot alone, then shown as a page or typeset as PDF."""
