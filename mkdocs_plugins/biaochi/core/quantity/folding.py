"""One written form for all scripts, character for character: offsets stay those of the text as given."""

from __future__ import annotations

from typing import Final

from biaochi.core.plain_text import Characters
from biaochi.core.quantity.wordlist import words
from biaochi.core.regex import regex

# Traditional characters that occur in numerals, units and comparators, with their Simplified forms.
_TRADITIONAL: Final = words("""
    兩两 幾几 數数 萬万 億亿 鐘钟 時时 個个 點点 週周 於于 過过 內内 間间 圓元 禮礼 響响 聲声 單单 項项 條条
    筆笔 張张 頁页 輛辆 戶户 臺台 場场 級级 號号 樓楼 層层 門门 處处 種种 類类 組组 遲迟 長长 達达 滿满 無无
    須须 應应 約约 準准 餘余 來来 歲岁 電电 話话 熱热 線线 專专 櫃柜 廳厅 務务 營营 業业 開开 監监 錄录 樣样
    圖图 錢钱 塊块 攝摄 貝贝 釐厘 噸吨 負负 劃划 節节 課课 學学 題题 鈴铃 員员 幣币 鎊镑 歐欧 從从 後后 僅仅
    當当 曆历 續续 連连 實实 滾滚 動动 評评 關关 終终 詞词 貨货 見见 雙双 顆颗 並并 離离 斷断 絡络 規规 復复
    覆复 訂订 總总 為为 標标 視视 頻频 隨随 輪轮 ％% ﹪% ≦≤ ⩽≤ ≧≥ ⩾≥ ≯≤ ≮≥ ﹤< ﹥> －- −- –~ —~ ―~ 〜~ ∼~
    ￥¥ ∶: 〇零 ＊* ╳× ✕× º°
""")

_TABLE: Final = Characters(
    {
        **{code: ord(chr(code - 0xFEE0).lower()) for code in range(0xFF01, 0xFF5F)},
        **{ord(upper): ord(upper.lower()) for upper in "ABCDEFGHIJKLMNOPQRSTUVWXYZ"},
        # A full-width comma parts clauses and never groups thousands.
        0xFF0C: ord("、"),
        **{ord(space): ord(" ") for space in "\u3000\u00a0\u2002\u2003\u2009\u202f\t\n\r\v\f"},
        **{ord(pair[0]): ord(pair[1]) for pair in _TRADITIONAL},
    }
)

_HAN: Final = regex("[\u4e00-\u9fff]")


def fold(text: str) -> str:
    """Lower case, half width, Simplified numerals and units, `~` for every dash; as long as `text`."""
    if text.isascii():
        return text.lower().replace("\n", " ").replace("\t", " ")
    return text.translate(_TABLE)


def unfolded(characters: str) -> str:
    """`characters` and every other one that :func:`fold` turns into one of them: for a look at text not yet folded."""
    wanted = set(map(ord, characters))
    return characters + "".join(chr(code) for code, folded in _TABLE.items() if folded in wanted and chr(code) not in characters)


def has_han(text: str) -> bool:
    """Whether any Chinese character occurs, which decides how number words are looked for."""
    return _HAN.search(text) is not None


def skip_spaces(text: str, at: int) -> int:
    """The first offset from `at` on that is not a space."""
    end = len(text)
    while at < end and text[at] == " ":
        at += 1
    return at
