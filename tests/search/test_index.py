"""The index without a browser: folding, lines, and postings that say exactly where each text stands."""

from __future__ import annotations

import json
import re
import struct
import zlib
from bisect import bisect_right
from collections import Counter
from importlib.resources import files as resources
from itertools import accumulate
from pathlib import Path

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as some
from tests.packed import decoded, unpacked

from biaochi.search import differing as differing_
from biaochi.search import index as index_
from biaochi.search import pieces
from biaochi.search import postings as postings_
from biaochi.search import script as script_
from biaochi.search.coded import COMMON, ROWS, coded
from biaochi.search.folding import fold, fold_lines
from biaochi.search.index import Index, build
from biaochi.search.lines import ASIDE, NUMBER, Line, Zone, lines
from biaochi.search.page import Searchable, Words
from biaochi.search.pieces import piece
from biaochi.search.pinyin import readings

TEXT = some.text(alphabet="投诉处理时间5 AB臺灣，。\n", min_size=1, max_size=40)


def postings(files: dict[str, bytes]) -> dict[str, set[tuple[int, int]]]:
    """Every pair of characters with its pages and positions, read as the format's description says."""
    head = json.loads(decoded(files["search/head.js"]))
    begins = [head["block"] * first for first in accumulate(head["blocks"], initial=0)]
    found: dict[str, set[tuple[int, int]]] = {}
    for path, script in files.items():
        if not re.fullmatch(r"search/g[0-9a-f]+(-\d+)?\.js", path):
            continue
        data = unpacked(script)
        (count,) = struct.unpack_from("<I", data)
        pairs = data[4 : 4 + 4 * count].decode("utf-16-le", "surrogatepass")
        times = struct.unpack_from(f"<{count}I", data, 4 + 4 * count)
        rest = data[4 + 8 * count :]
        every = sum(times)
        assert len(rest) == 4 * every
        at = 0
        for number, size in enumerate(times):
            place, places = 0, set()
            for one in range(at, at + size):
                place += sum(rest[one + every * plane] << 8 * plane for plane in range(4))
                owner = bisect_right(begins, place) - 1
                places.add((owner, place - begins[owner]))
            at += size
            pair = pairs[2 * number : 2 * number + 2]
            assert pair not in found
            assert path == f"search/{holding(pair, head['shards'])}.js"
            found[pair] = places
    return found


def holding(pair: str, shards: list[str]) -> str:
    """The file of a pair, as the browser reckons it: see search/places.js."""
    own = [number for number, characters in enumerate(shards) if pair[0] in characters]
    assert own == list(range(own[0], own[0] + len(own))), "the parts of a character stand one behind the other"
    key = f"g{ord(shards[own[0]][0]):x}"
    return key if len(own) == 1 else f"{key}-{ord(pair[1]) % len(own)}"


def page(texts: list[str], number: int = 0) -> Searchable:
    made = piece([Line(" ".join(text.split()), "", Zone.TEXT) for text in texts if text.strip()], "题")
    return Searchable(f"p{number}.html", "题", made)


def laid_in(patch: pytest.MonkeyPatch, lines: int, room: int, unit: int) -> None:
    """Let lines be laid in rooms and units of this size."""
    for where, name, size in ((pieces, "LINES", lines), (index_, "LINES", lines), (pieces, "_ROOM", room), (pieces, "_UNIT", unit)):
        patch.setattr(where, name, size)


@pytest.mark.parametrize(("lines", "room", "unit", "shard"), [(56, 512, 32, 2_000), (2, 8, 4, 2_000), (1, 6, 3, 1), (56, 512, 32, 3)])
@settings(max_examples=40, deadline=None)
@given(some.lists(some.lists(TEXT, max_size=4), min_size=1, max_size=5))
def test_postings_say_exactly_where_each_pair_stands(lines: int, room: int, unit: int, shard: int, texts: list[list[str]]) -> None:
    with pytest.MonkeyPatch.context() as patch:
        laid_in(patch, lines, room, unit)
        # With shards this small, a character that stands here twice, or six times, has several.
        patch.setattr(postings_, "_SHARD", shard)
        pages = [page(list(own), number) for number, own in enumerate(texts)]
        files = build(pages, Words())
        found = postings(files)
    expected: dict[str, set[tuple[int, int]]] = {}
    for number, each in enumerate(pages):
        whole, folded = list[str](), fold(line.text for line in each.piece.lines)
        for row, line in enumerate(folded):
            # As the browser reckons: see search/places.js.
            whole += " " * (-len(whole) % (unit if row % lines else room))
            whole += [*line, "\n"]
        for at, character in enumerate(whole):
            if not character.isalnum():
                continue
            behind = whole[at + 1] if whole[at + 1].isalnum() else "\0"
            expected.setdefault(character + behind, set()).add((number, at))
    assert found == expected
    head = json.loads(decoded(files["search/head.js"]))
    times = Counter[str]()
    for pair, places in expected.items():
        times[pair[0]] += len(places)
    assert head["often"] == {character: all_ for character, all_ in times.items() if all_ >= 2 * shard}
    assert {characters for characters, files_ in Counter(head["shards"]).items() if files_ > 1} == head["often"].keys()


def moved(before: list[str], after: list[str]) -> list[int]:
    """The numbers of the lines that stand elsewhere."""
    places = zip(page(before).piece.places, page(after).piece.places, strict=True)
    return [number for number, (was, now) in enumerate(places) if was != now]


def test_what_a_line_gains_moves_at_most_the_lines_of_its_rooms() -> None:
    texts = [f"第{number}行，员工应{'很' * (number % 7)}认真答复" for number in range(300)]
    assert not moved(texts, [*texts[:10], f"新的{texts[10]}", *texts[11:]]), "it has not left its unit"
    # The page's title is a line as well.
    assert moved(texts, [*texts[:10], 3 * texts[10], *texts[11:]]) == list(range(12, 56)), "two units, in rooms that hold them"
    # A page takes three times its length: most of its positions are nobody's, which takes little to write.
    made = page(texts).piece
    assert made.places[-1] < 3 * sum(len(line) + 1 for line in made.folded)


@settings(max_examples=200, deadline=None)
@given(some.binary(max_size=400), some.sampled_from([0, 9]))
def test_a_file_gives_back_what_was_put_into_it(content: bytes, level: int) -> None:
    packer = zlib.compressobj
    with pytest.MonkeyPatch.context() as patch:
        # What is not deflated holds every pair of bytes there is.
        patch.setattr(script_.zlib, "compressobj", lambda _, *told: packer(level, *told))
        made = script_.script("t0", content)
    assert unpacked(made) == content
    written = made.decode("utf-16")
    assert not any(sign in written for sign in "\n\r\\\u2028\u2029") and written.count('"') == 4


@given(some.text())
def test_a_text_is_read_back_from_its_bytes(text: str) -> None:
    assert decoded(script_.script("t0", coded(text) or b"-")) == (text or COMMON[ord("-")])


def test_the_browser_knows_the_same_signs() -> None:
    browsers = resources("biaochi.site").joinpath("theme/assets/search/files.js").read_text(encoding="utf-8")
    (common,) = re.findall(r"const COMMON = (\".*\");", browsers)
    assert json.loads(common) == COMMON and len(COMMON) + len(ROWS) == 255
    assert "[...Array(82).keys()].map((row) => 0x4e00 + 256 * row).concat(0, 0x2000, 0x3000, 0xff00)" in browsers
    assert list(ROWS) == [*(0x4E00 + 256 * row for row in range(82)), 0, 0x2000, 0x3000, 0xFF00]


@settings(max_examples=100, deadline=None)
@given(TEXT)
def test_folding_twice_is_folding_once(text: str) -> None:
    assert fold(fold([text])) == fold([text])


def test_folding_makes_one_spelling_of_characters_widths_cases_and_spaces() -> None:
    assert fold(["響應時間　５ 分鐘 內", "响应时间 5分钟 内"]) == ["响应时间5分钟 内"] * 2
    assert fold(["Service\n  Level"]) == ["service level"]
    assert fold(["投\u200b诉"]) == ["投诉"]


PAGES = some.lists(some.lists(TEXT, max_size=4), min_size=1, max_size=5)


@pytest.mark.parametrize(("block", "lines", "room", "unit", "shard"), [(2**14, 56, 512, 32, 2_000), (32, 56, 512, 32, 2_000), (8, 2, 8, 4, 2_000), (2**14, 56, 512, 32, 3)])
@settings(max_examples=25, deadline=None)
@given(PAGES, some.lists(some.tuples(some.integers(0, 4), some.lists(TEXT, max_size=4)), max_size=4))
def test_pages_exchanged_one_by_one_give_the_files_of_an_index_made_at_once(
    block: int, lines: int, room: int, unit: int, shard: int, texts: list[list[str]], edits: list[tuple[int, list[str]]]
) -> None:
    with pytest.MonkeyPatch.context() as patch:
        # With blocks this small, most edits move what stands behind them.
        patch.setattr(index_, "_BLOCK", block)
        laid_in(patch, lines, room, unit)
        patch.setattr(postings_, "_SHARD", shard)
        exchanged_one_by_one(texts, edits)


def exchanged_one_by_one(texts: list[list[str]], edits: list[tuple[int, list[str]]]) -> None:
    with pytest.MonkeyPatch.context() as patch:
        # How people ask is no page's, and packing it takes longer than all the rest.
        patch.setattr(index_, "_told", lambda name: {"synonyms": []})
        _exchanged_one_by_one(texts, edits)


def _exchanged_one_by_one(texts: list[list[str]], edits: list[tuple[int, list[str]]]) -> None:
    pages = [page(list(own), number) for number, own in enumerate(texts)]
    index = Index.of(pages, Words())
    files = index.files(range(len(pages)))
    for at, own in edits:
        number = at % len(pages)
        pages[number] = page(own, number)
        index.exchange({number: pages[number]})
        before = set(index.written)
        files |= index.files([number])
        for gone in before - set(index.written):
            del files[gone]
        assert files == build(pages, Words())


@pytest.mark.parametrize(("far", "lines", "room", "unit"), [(differing_._FAR, 56, 512, 32), (differing_._FAR, 2, 8, 4), (2, 3, 8, 1)])
@settings(max_examples=25, deadline=None)
@given(
    some.lists(TEXT, min_size=2, max_size=12),
    some.lists(some.tuples(some.integers(0, 11), some.integers(0, 3), some.lists(TEXT, max_size=3)), min_size=1, max_size=5),
)
def test_lines_of_a_page_exchanged_give_the_files_of_an_index_made_at_once(
    far: int, lines: int, room: int, unit: int, texts: list[str], edits: list[tuple[int, int, list[str]]]
) -> None:
    with pytest.MonkeyPatch.context() as patch:
        laid_in(patch, lines, room, unit)
        # Two texts that do not go on together within so many lines are taken for others to their common end.
        patch.setattr(differing_, "_FAR", far)
        made: list[tuple[int, list[str]]] = []
        for at, count, put in edits:
            texts = [*texts[:at], *put, *texts[at + count :]]
            made.append((1, texts))
        exchanged_one_by_one([["前页"], texts, ["后页"]], made)


@pytest.mark.parametrize(("block", "part"), [(2**14, 16_000), (32, 100)])
@settings(max_examples=25, deadline=None)
@given(
    PAGES,
    # Of each page whether it goes, stays, is worded anew, or has another put before it.
    some.lists(some.lists(some.tuples(some.sampled_from(["go", "stay", "stay", "anew", "before"]), some.lists(TEXT, max_size=4))), max_size=4),
)
# Between two pages that move alike stands one that does not.
@example(texts=[[], [], [], []], edits=[[("before", []), ("go", []), ("stay", []), ("before", [])]])
def test_pages_that_come_and_go_leave_the_files_of_an_index_made_at_once(
    block: int, part: int, texts: list[list[str]], edits: list[list[tuple[str, list[str]]]]
) -> None:
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(index_, "_told", lambda name: {"synonyms": []})
        patch.setattr(index_, "_BLOCK", block)
        patch.setattr(index_, "_PART", part)
        pages = [page(list(own), number) for number, own in enumerate(texts)]
        index, named = Index.of(pages, Words()), len(pages)
        files = index.files(range(len(pages)))
        for acts in edits:
            order, changed = list[int | None](), dict[int, Searchable]()
            for number, (act, own) in enumerate([*acts, *[("stay", [])] * len(pages)][: len(pages)]):
                if act == "before":
                    named += 1
                    changed[len(order)] = page(own, named)
                    order.append(None)
                if act == "anew":
                    changed[len(order)] = page(own, number)
                if act != "go":
                    order.append(number)
            pages = [changed[at] if at in changed else pages[was] for at, was in enumerate(order) if at in changed or was is not None]
            index.exchange(changed, order)
            before = set(index.written)
            files |= index.files(range(len(pages)))
            for gone in before - set(index.written):
                del files[gone]
            for gone in files.keys() - index.written.keys():
                del files[gone]
            assert files == build(pages, Words())


def test_a_page_that_shrinks_takes_its_further_files_along() -> None:
    long, short = page(["甲乙丙丁" * 40 + str(n) for n in range(200)]), page(["甲"])
    index = Index.of([long], Words())
    index.files([0])
    index.exchange({0: short})
    index.files([0])
    assert set(index.written) == set(build([short], Words()))


def test_inline_elements_join_and_blocks_divide() -> None:
    found = [line.text for line in lines("<p>投<b>诉<i>处</i></b>理</p><table><tr><td>响应</td><td>时间</td></tr></table>甲<br>乙")]
    assert found == ["投诉处理", "响应", "时间", "甲", "乙"]


def test_a_line_leads_to_the_nearest_place() -> None:
    page_ = (
        '<h1 id="top">入住</h1><p>引言</p><h2 id="how">要求</h2><p>总则</p>'
        '<ul><li class="bc-clause" id="greet">起身问候<span class="bc-clause__tools"><a class="bc-clause__link" href="#greet">¶</a>检查表<a class="bc-clause__report" href="/issues">⚑</a></span></li></ul>'
        '<section id="metric-wait"><h3>等候时长</h3><p>定义</p></section><p>尾声</p>'
    )
    assert [(line.text, line.anchor, line.zone) for line in lines(page_)] == [
        ("入住", "", Zone.TITLE),
        ("引言", "", Zone.TEXT),
        ("要求", "how", Zone.NAME),
        ("总则", "how", Zone.TEXT),
        (f"起身问候{ASIDE}检查表", "greet", Zone.CLAUSE),
        ("等候时长", "metric-wait", Zone.NAME),
        ("定义", "metric-wait", Zone.TEXT),
        ("尾声", "how", Zone.TEXT),
    ]


def test_a_clause_begins_with_its_number_and_what_filters_offer_says_nothing() -> None:
    found = lines('<div class="bc-filters" data-filters><label><select name="sector"><option>酒店</option></select></label></div><ul><li id="a"><span class="bc-clause__number">5</span> 95% 的押金</li></ul>')
    assert [line.text for line in found] == [f"{NUMBER}5 95% 的押金"]
    assert fold([found[0].text]) == ["5 95%的押金"]


def test_a_button_that_a_script_shows_is_part_of_its_page() -> None:
    made = lines('<p><button type="button" hidden>设为我的岗位</button> 要做</p>')
    assert [line.text for line in made] == ["设为我的岗位", "要做"]


def test_the_id_of_an_entry_is_known_as_such() -> None:
    found = list(lines("<h1>入住</h1><dl><dt>编号</dt><dd><code>HTL-CHECKIN</code></dd></dl>", "HTL-CHECKIN"))
    assert found[-1] == Line("HTL-CHECKIN", "", Zone.ID)


def test_a_page_without_a_heading_has_its_title() -> None:
    assert piece([Line("正文", "", Zone.TEXT)], "标\n题").lines[0] == Line("标 题", "", Zone.TITLE)


@given(some.lists(some.text(alphabet="投诉处理时间5 AB臺灣，。\u200b\u2063&\U00020000", max_size=40), min_size=1, max_size=9))
def test_lines_folded_together_are_lines_folded_one_by_one(texts: list[str]) -> None:
    tidy = [" ".join(text.split()) for text in texts]
    assert fold_lines(tidy) == [fold([text])[0] for text in texts]


def test_long_texts_are_cut_between_lines_and_nothing_is_lost() -> None:
    texts = [f"第{number}行" + "甲乙丙丁" * 40 for number in range(200)]
    files = build([page(texts)], Words())
    assert "search/t0-1.js" in files
    written = "".join(decoded(files[path]) for path in files if re.fullmatch(r"search/t0(-\d+)?\.js", path))
    assert all(written.count(f'"{text}"') == 1 for text in texts)


def test_the_same_pages_give_the_same_bytes() -> None:
    first = build([page(["投诉处理"]), page(["响应时间"], 1)], Words())
    assert first == build([page(["投诉处理"]), page(["响应时间"], 1)], Words())
    assert first != build([page(["投诉处理"]), page(["响应时限"], 1)], Words())


def test_readings_are_letters_and_all_of_them() -> None:
    assert readings("重绿差A") == {"重": "zhong,chong,tong", "绿": "lv,lu", "差": "cha,chai,ci"}


def test_what_is_typed_by_its_sound_need_not_stand_in_the_handbook() -> None:
    names = json.loads(decoded(build([page(["准时开诊"])], Words())["search/names.js"]))
    assert {"诊", "珍"} <= set(names["readings"]["zhen"])
    assert {"重"} <= set(names["readings"]["zhong"]) & set(names["readings"]["chong"])


def test_the_ids_of_an_entrys_parts_are_told_and_those_of_other_pages_are_not() -> None:
    made = piece([Line("问候", "greet", Zone.CLAUSE), Line("等候", "metric-wait", Zone.NAME), Line("说明", "说明", Zone.TEXT)], "题")
    pages = [Searchable("a.html", "题", made, "A-1"), Searchable("b.html", "题", made)]
    english = json.loads(decoded(build(pages, Words())["search/english.js"]))
    assert english["anchors"] == ["greet metric-wait", ""]


def test_sayings_are_words_and_mean_something_else() -> None:
    told = json.loads(resources("biaochi.search").joinpath("data/sayings.json").read_text(encoding="utf-8"))
    assert len(told) > 400
    for said, meant in told.items():
        assert all(len(word) > 1 for word in said.split(" ")), said
        assert not set(said.split(" ")) & set(meant.split(" ")), said


def test_a_meaning_stands_once_and_they_are_in_order() -> None:
    told = json.loads(resources("biaochi.search").joinpath("data/sayings.json").read_text(encoding="utf-8"))
    assert list(told.values()) == sorted(set(told.values()))


def test_words_apart_are_two_and_hints_are_of_sectors() -> None:
    told = json.loads(resources("biaochi.search").joinpath("data/asking.json").read_text(encoding="utf-8"))
    for words, meant in told["apart"].items():
        ones, others = [set(own.split(" ")) for own in words.split("+")]
        assert "" not in ones | others and not (ones | others) & set(meant.split(" ")), words
    sectors = {name for group in told["synonyms"] for name in group}
    assert {name for name in told["hints"] if name} <= sectors
    for name, words in told["hints"].items():
        assert len(words.split(" ")) == len(set(words.split(" "))), name


def test_the_site_holds_every_file_that_its_head_names(site: Path) -> None:
    files = {path.name for path in (site / "search").iterdir()}
    assert {"head.js", "names.js", "english.js", "pairs.js", "t0.js"} <= files
    shards = json.loads(decoded((site / "search" / "head.js").read_bytes()))["shards"]
    assert {f"{holding(f'{characters[0]}{second}', shards)}.js" for characters in shards for second in "0123"} <= files


def test_the_browsers_folding_does_not_depend_on_what_was_folded_before() -> None:
    from biaochi.core.wording.script import table
    from biaochi.search.folding import changed_characters

    before = changed_characters()
    "没有折叠过的字：彧".translate(table())
    assert changed_characters() == before
