"""Reference pictures: pages of five documents of different length as they were looked at, compared with a tolerance.

Only the fonts of one package are seen, so that the pages are the same wherever it is installed. `JDBOOK_ACCEPT=1` writes
the pictures anew; look at them.
"""

from __future__ import annotations

import os
import subprocess
from pathlib import Path

import pytest
from PIL import Image, ImageChops
from word_makers import COMPANY, copy, template

from jdbook import pdf
from jdbook.word.form import draw, position_document
from jdbook.word.handbook import Chapter, Handbook, handbook, register

pytestmark = [pytest.mark.office, pytest.mark.slow]
GOLDEN = Path(__file__).resolve().parents[1] / "golden"
PICTURES = GOLDEN / "pages"
PAGES = {"cashier": 1, "director": 2, "representative": 3, "handbook": 10, "register": 1}
FONTS = """\
<?xml version="1.0"?>
<!DOCTYPE fontconfig SYSTEM "fonts.dtd">
<fontconfig>
  <dir>/usr/share/fonts/opentype/noto</dir>
  <cachedir>{cache}</cachedir>
  <alias binding="same"><family>SimSun</family><prefer><family>Noto Serif CJK SC</family></prefer></alias>
  <alias binding="same"><family>SimHei</family><prefer><family>Noto Sans CJK SC</family></prefer></alias>
  <alias binding="same"><family>Times New Roman</family><prefer><family>Noto Serif CJK SC</family></prefer></alias>
</fontconfig>
"""
DOTS = 48  # to an inch: small files in which a line of text that has moved still shows
TILE = 12  # side of the squares that are compared, in dots
MOST = 14  # shades of 255 by which a square may differ: letters drawn a little otherwise, but no word, line or border


def documents() -> dict[str, bytes]:
    """Return the documents by name."""
    copies = {
        name: copy((GOLDEN / f"word/{name}.yml").read_text("utf-8"))
        for name in ("cashier", "director", "representative")
    }
    made = {name: position_document(one, template(), COMPANY) for name, one in copies.items()}
    drawn = [draw(one, template(), COMPANY) for one in copies.values()]
    book = Handbook(
        "岗位手册",
        "示例单位",
        COMPANY,
        "示例公司",
        [Chapter("财务部", drawn[:2]), Chapter("媒介部", drawn[2:])],
    )
    return {**made, "handbook": handbook(book, template()), "register": register(book, template())}


@pytest.fixture(scope="module")
def pictures(tmp_path_factory: pytest.TempPathFactory) -> dict[str, list[Path]]:
    """Return the pages of every document as pictures."""
    folder = tmp_path_factory.mktemp("pages")
    (folder / "fonts.conf").write_text(FONTS.format(cache=folder / "cache"), "utf-8")
    made = documents()
    for name, data in made.items():
        (folder / f"{name}.docx").write_bytes(data)
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("FONTCONFIG_FILE", str(folder / "fonts.conf"))
        pdf.convert([folder / f"{name}.docx" for name in made], folder, folder)
    return {name: _printed(folder / f"{name}.pdf") for name in made}


def _printed(file: Path) -> list[Path]:
    command = ["pdftoppm", "-gray", "-png", "-r", str(DOTS), str(file), str(file.with_suffix(""))]
    subprocess.run(command, check=True, capture_output=True)
    return sorted(file.parent.glob(f"{file.stem}-*.png"))


@pytest.mark.parametrize("name", PAGES)
def test_pages_are_as_they_were_looked_at(pictures: dict[str, list[Path]], name: str) -> None:
    shown = pictures[name]
    assert len(shown) == PAGES[name]
    for number, path in enumerate(shown, 1):
        reference = PICTURES / f"{name}-{number}.png"
        if os.environ.get("JDBOOK_ACCEPT") == "1":
            _accept(path, reference)
        apart = difference(path, reference)
        assert apart <= MOST, f"{reference.name}：与存下的样子不同（{apart}）；看过后用 JDBOOK_ACCEPT=1 更新"


def _accept(path: Path, reference: Path) -> None:
    reference.parent.mkdir(exist_ok=True)
    if not reference.exists() or difference(path, reference) > MOST:
        Image.open(path).quantize(16).save(reference, optimize=True)


def difference(one: Path, other: Path) -> int:
    """Return by how many shades the pages differ in the square where they differ most; 255 for other sizes."""
    first, second = (Image.open(path).convert("L") for path in (one, other))
    if first.size != second.size:
        return 255
    tiles = (first.width // TILE, first.height // TILE)
    small = [page.resize(tiles, Image.Resampling.BOX) for page in (first, second)]
    return max(ImageChops.difference(*small).tobytes())


def test_a_page_with_a_line_more_or_without_a_border_is_another(
    pictures: dict[str, list[Path]], tmp_path: Path
) -> None:
    page = Image.open(pictures["cashier"][0]).convert("L")
    changed = {
        "lower": ImageChops.offset(page, 0, 4),
        "without a word": _painted(page, (120, 190, 200, 200)),
        "with a stroke": _painted(page, (40, 400, 352, 402), 0),
    }
    for name, other in changed.items():
        other.save(tmp_path / "other.png")
        assert difference(pictures["cashier"][0], tmp_path / "other.png") > MOST, name


def _painted(page: Image.Image, box: tuple[int, int, int, int], shade: int = 255) -> Image.Image:
    other = page.copy()
    other.paste(shade, box)
    return other
