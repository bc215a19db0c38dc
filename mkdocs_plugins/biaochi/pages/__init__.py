"""From the catalogue to pages of HTML: pure, shared by the site and by print.

Bodies are Markdown and untrusted: they are rendered and pass the sanitiser here. Everything around them comes from
templates that escape every value. No engine sees a value that has not gone through one of the two.
"""

from biaochi.pages.page import Heading, Page
from biaochi.pages.settings import Settings

__all__ = ["Heading", "Page", "Settings"]
