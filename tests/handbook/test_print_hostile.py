"""Content that explodes costs its own file a clear fault, and the press goes on with the next."""

from __future__ import annotations

import struct
import zlib
from pathlib import Path

import pytest

from biaochi.handbook.child import Child
from biaochi.handbook.job import Fault, Job, Limits, Made
from biaochi.handbook.pictures import Refused, harmless

SIGN = '<p data-part="签名栏">签名</p>'


def page(body: str) -> str:
    return f'<!doctype html><html lang="zh-Hans"><head><title>测试</title></head><body><h1>ABC-ONE</h1>{body}{SIGN}</body></html>'


def png(width: int, height: int) -> bytes:
    """A picture of one colour: few bytes, many pixels."""

    def chunk(name: bytes, data: bytes) -> bytes:
        return struct.pack(">I", len(data)) + name + data + struct.pack(">I", zlib.crc32(name + data))

    row = bytes(1 + (width + 7) // 8)
    packer = zlib.compressobj(9)
    pixels = b"".join(packer.compress(row) for _ in range(height)) + packer.flush()
    head = struct.pack(">IIBBBBB", width, height, 1, 0, 0, 0, 0)
    return b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", head) + chunk(b"IDAT", pixels) + chunk(b"IEND", b"")


def svg_bomb(levels: int) -> bytes:
    layers = "".join(
        f'<g id="g{n}">' + f'<use href="#g{n - 1}"/>' * 10 + "</g>" for n in range(1, levels)
    )
    return (
        '<svg xmlns="http://www.w3.org/2000/svg" width="9" height="9"><defs><rect id="g0" width="1" height="1"/>'
        f'{layers}</defs><use href="#g{levels - 1}"/></svg>'
    ).encode()


@pytest.fixture(scope="module")
def files(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Path]:
    folder = tmp_path_factory.mktemp("pictures")
    made = {"big.png": png(20_000, 10_000), "bomb.svg": svg_bomb(9), "small.png": png(100, 100), "no.png": b"not a picture"}
    for name, data in made.items():
        (folder / name).write_bytes(data)
    return {f"standards/{name}": folder / name for name in made}


@pytest.fixture(scope="module")
def child(files: dict[str, Path]):  # type: ignore[no-untyped-def]
    running = Child(files)
    yield running
    running.close()


def run(child: Child, body: str, *, seconds: float = 60, memory: int = 2_000_000_000) -> Made:
    return child.run(Job("x.pdf", page(body), paper="A4", entries=("ABC-ONE",)), Limits(seconds, memory))


def codes(made: Made) -> list[str]:
    return [fault.code for fault in made.faults]


def test_a_sound_file_has_no_fault(child: Child) -> None:
    made = run(child, "<p>好</p>")
    assert made.faults == ()
    assert made.pages == 1 and made.content.startswith(b"%PDF")


def test_a_job_beyond_its_time_is_ended_and_the_next_is_made(child: Child) -> None:
    rows = "".join(f"<tr><td>{n}</td><td>内容</td></tr>" for n in range(10_000))
    made = run(child, f"<table>{rows}</table>", seconds=2)
    assert codes(made) == ["PRT010"] and made.content == b""
    assert "2 秒" in made.faults[0].message
    assert run(child, "<p>好</p>").faults == ()


def test_a_job_beyond_its_memory_is_ended_and_the_next_is_made(child: Child) -> None:
    rows = "".join(f"<tr><td>{n}</td><td>内容</td></tr>" for n in range(10_000))
    made = run(child, f"<table>{rows}</table>", memory=450_000_000)
    assert codes(made) == ["PRT011"] and made.content == b"", made.faults
    assert run(child, "<p>好</p>").faults == ()


def test_nesting_500_deep_is_a_fault_of_this_file(child: Child) -> None:
    made = run(child, "<blockquote>" * 500 + "深" + "</blockquote>" * 500)
    assert codes(made) == ["PRT013"]
    assert run(child, "<p>好</p>").faults == ()


@pytest.mark.parametrize(
    ("name", "said"), [("big.png", "20000 × 10000 像素"), ("bomb.svg", "引用展开后"), ("no.png", "不是能读的图片")]
)
def test_a_picture_that_explodes_is_refused_unseen(child: Child, name: str, said: str) -> None:
    made = run(child, f'<p><img src="asset:standards/{name}" alt="图"></p>')
    assert codes(made) == ["PRT005"]
    assert said in made.faults[0].message and f"standards/{name}" in made.faults[0].message
    assert "Refused" not in str(made.faults[0]) and "路径" not in made.faults[0].hint


@pytest.mark.parametrize("address", ["file:///etc/passwd", "http://127.0.0.1:9/x.png", "../x.png", "asset:standards/other.png"])
def test_nothing_but_the_given_files_is_read(child: Child, address: str) -> None:
    made = run(child, f'<p><img src="{address}" alt="图"></p>')
    assert "PRT005" in codes(made)


def test_a_coarse_picture_is_named_with_the_width_it_needs(child: Child) -> None:
    made = run(child, '<p><img src="asset:standards/small.png" alt="图" style="width: 10cm"></p>')
    assert codes(made) == ["PRT003"]
    assert "25 dpi" in made.faults[0].message and "787 像素" in made.faults[0].hint


def test_a_missing_glyph_a_link_without_target_and_small_type_are_faults(child: Child) -> None:
    made = run(child, '<p style="font-size: 6pt">\U0001f600 <a href="#nowhere">去</a></p>')
    assert sorted(codes(made)) == ["PRT002", "PRT004", "PRT006"]


def test_a_picture_without_words_is_a_fault(child: Child, files: dict[str, Path]) -> None:
    made = run(child, '<p><img src="asset:standards/small.png" style="width: 1cm"></p>')
    assert codes(made) == ["PRT014"]


def test_a_sheet_without_signature_is_a_fault(child: Child) -> None:
    html = page("<p>好</p>").replace(SIGN, "")
    made = child.run(Job("x.pdf", html, paper="A4"), Limits(60, 2_000_000_000))
    assert codes(made) == ["PRT007"]


def test_an_entry_that_is_not_in_the_text_is_a_fault(child: Child) -> None:
    job = Job("x.pdf", page("<p>好</p>"), paper="A4", entries=("ABC-ONE", "ABC-TWO"))
    made = child.run(job, Limits(60, 2_000_000_000))
    assert made.faults == (
        Fault("PRT008", "印出的文字里找不到 ABC-TWO", "检查这些条目的编号是否印在标题下"),
    )


def test_the_first_item_beyond_a_card_is_named(child: Child) -> None:
    rows = "".join(f'<tr data-part="第 {n} 项 i{n}"><td>内容内容</td></tr>' for n in range(1, 60))
    job = Job("x.pdf", page(f"<table>{rows}</table>"), paper="A6")
    made = child.run(job, Limits(60, 2_000_000_000))
    assert codes(made) == ["PRT001"]
    number = int(made.faults[0].message.split("“第 ")[1].split(" 项")[0])
    assert 20 < number < 40


def test_drawings_are_counted_with_their_references_followed() -> None:
    assert b"rect" in harmless("a.svg", svg_bomb(3))
    with pytest.raises(Refused):
        harmless("a.svg", svg_bomb(7))
    loop = b'<svg xmlns="http://www.w3.org/2000/svg"><g id="a"><use href="#a"/></g></svg>'
    with pytest.raises(Refused):
        harmless("a.svg", loop)
