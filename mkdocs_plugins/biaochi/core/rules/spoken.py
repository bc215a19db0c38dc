"""What staff say aloud in a script, and how long it takes."""

from __future__ import annotations

import re
from collections.abc import Iterator

from biaochi.core.clauses import Block
from biaochi.core.location import Location
from biaochi.core.model import Script
from biaochi.core.plain_text import plain
from biaochi.core.regex import regex

_QUOTED = regex(r"“([^“”]*)”|「([^「」]*)」")
_SPEAKER = regex(r"^\s*(?:\*\*|__)?([^\s*_“「:]{1,12}?)(?:\*\*|__)?\s*:(?:\*\*|__)?")
_CUSTOMER = regex(
    r"客|患者|病人|家属|家屬|顾|顧|对方|對方|市民|群众|群眾|办事人|收件人|寄件人|来电|來電|用户|用戶|学员|观众|读者|业主|家长|居民|会员|储户|租户|guest|customer|patient|caller|client|visitor|passenger|member",
    re.I,
)
_IF = regex(r"^\s*(?:\*\*)?(?:若|如|当|當|遇|要是|倘|假如|一旦|if\b|when\b|where\b)", re.I)
_COUNTED = regex(r"[\u3400-\u9fff]|[A-Za-z]+(?:'[a-z]+)?|\d+(?:\.\d+)?")
_VARIABLE = regex(r"\{[^{}]*\}")
_AVERAGE_VARIABLE = "某某某"


def characters(text: str) -> int:
    """How many characters are spoken: Chinese characters, words of other scripts, figures; a variable counts three."""
    return len(_COUNTED.findall(_VARIABLE.sub(_AVERAGE_VARIABLE, text)))


def lines(script: Script) -> Iterator[tuple[str, Location]]:
    """What staff say: the sentences that must be said, and the quoted or spoken lines of the body."""
    for index, text in enumerate(script.must_say):
        yield text, script.where("must_say", index)
    for block in script.body.blocks:
        for text, start in _speech(block):
            yield text, block.place(start, start + len(text))


def _speech(block: Block) -> Iterator[tuple[str, int]]:
    """Quoted speech of a block with its offset, that of customers left out; a speaker's line needs no quotation marks."""
    if block.kind not in ("paragraph", "item", "quote") or block.informative:
        return
    offset = 0
    customer = False
    for line in plain(block.text).split("\n"):
        speaker = _SPEAKER.match(line)
        if speaker:
            customer = bool(_CUSTOMER.search(speaker[1]))
        if not customer:
            quoted = False
            for match in _QUOTED.finditer(line):
                text = match[1] if match[1] is not None else match[2]
                quoted = True
                if not re.search(
                    r"(?:不说|不說|不要说|禁说|勿说|避免说|不能说|不得说|说出|客人说|顾客说|客户说|对方说)\s*$",
                    line[: match.start()],
                ):
                    yield text, offset + match.start() + 1
            if speaker and not quoted:
                yield line[speaker.end() :], offset + speaker.end()
            elif block.kind == "quote" and not quoted:
                yield line, offset
        offset += len(line) + 1


def least_seconds(script: Script) -> float:
    """The least time the script takes: all that must be said, or the longest stretch between two headings, whichever
    is more. Lines under a condition (若…) are alternatives and left out."""
    must = sum(characters(text) for text in script.must_say)
    stretches: list[int] = [0]
    for block in script.body.blocks:
        if block.kind == "heading":
            stretches.append(0)
        elif not _IF.match(block.text):
            stretches[-1] += sum(characters(text) for text, _ in _speech(block))
    rate = script.speaking_rate or 220
    return max(must, *stretches) / rate * 60
