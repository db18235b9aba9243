"""Texts of packages that our catalogue words anew: left out by theirs, or in words that this product does not use. Nothing reads this
list but the program that collects texts.
"""

from django.utils.translation import gettext_noop

ANEW = (
    # the administration and its lists
    gettext_noop("View"),
    gettext_noop("View %s"),
    gettext_noop("File to import"),
    # the boxes for files of every form
    gettext_noop("No file was submitted. Check the encoding type on the form."),
    gettext_noop("No file was submitted."),
    gettext_noop("The submitted file is empty."),
    gettext_noop("Please either submit a file or check the clear checkbox, not both."),
)
