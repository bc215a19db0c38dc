"""The record of the check before publication, for people: what was checked, when, and with what result."""

from __future__ import annotations

from biaochi.core.receipt import FILE, Receipt
from biaochi.pages.page import Page
from biaochi.pages.render import render

PATH = "receipt.md"


def receipt_page(receipt: Receipt) -> Page:
    """What the receipt says; a program reads the file beside it."""
    return Page(PATH, "发布前检查记录", render("receipt", receipt=receipt, file=FILE), (), None, "内容在发布前的检查结果", staff=False)
