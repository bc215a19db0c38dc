"""Where one run leaves for the next what it made: no commit may bring a file there."""

from __future__ import annotations

from functools import cache
from pathlib import Path

from biaochi.history.git import NoHistory
from biaochi.history.repository import Repository

ASIDE = ".biaochi"
"""Its name below the root of a handbook that stands in no repository: nobody sends such a handbook a commit."""


@cache
def kept_folder(root: Path) -> Path:
    """The folder that ``root``'s handbook keeps its results in. It may be deleted at any time.

    In git's own folder, since finished pages and papers are believed by their key: a pull request that brought its own
    would be published unread. Below it by the handbook's place, as a repository may hold several.
    """
    try:
        repository = Repository.at(root)
        return repository.folder() / "biaochi" / repository.prefix
    except NoHistory:
        return root / ASIDE
