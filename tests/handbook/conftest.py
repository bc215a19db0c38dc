"""The demonstration handbook in a folder, as printing finds it."""

from __future__ import annotations

from pathlib import Path

import pytest

from biaochi import demo


@pytest.fixture
def handbook(tmp_path: Path) -> Path:
    root = tmp_path / "handbook"
    for path, text in demo.handbook().items():
        (root / path).parent.mkdir(parents=True, exist_ok=True)
        (root / path).write_text(text, encoding="utf-8")
    (root / "mkdocs.yml").write_text(
        "site_name: 示范手册\ndocs_dir: standards\nplugins:\n  - search\n  - biaochi/standards: {organisation: 示范公司, edition: 第一版}\n"
        "  - biaochi/handbooks:\n      books:\n        - {name: own, title: 值班手册, audience: 值班经理,\n"
        "           select: {kind: [standard], id: [DEMO-WAIT]}}\n",
        encoding="utf-8",
    )
    return root
