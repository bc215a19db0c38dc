"""The pure core: text in, values and diagnostics out.

Nothing here imports MkDocs, WeasyPrint or the command line, and only :mod:`~biaochi.core.read` opens files.
"""
