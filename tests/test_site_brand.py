"""The company's colour is readable on light and dark pages."""

from __future__ import annotations

import re

from hypothesis import given
from hypothesis import strategies as st

from jdbook.model import Company, Theme
from jdbook.site.brand import brand_css, logo_asset


def company(**theme: str) -> Company:
    return Company(schema_version="1", name="公司", theme=Theme(**theme) if theme else None)


def colors(css: str) -> tuple[str, str]:
    light, dark = re.findall(r"--jd-brand:(#[0-9a-f]{6})}", css)
    return light, dark


def luminance(color: str) -> float:
    """Return WCAG's relative luminance, computed apart from the code under test."""
    parts = [int(color[at : at + 2], 16) / 255 for at in (1, 3, 5)]
    linear = [part / 12.92 if part <= 0.03928 else ((part + 0.055) / 1.055) ** 2.4 for part in parts]
    return sum(weight * part for weight, part in zip((0.2126, 0.7152, 0.0722), linear, strict=True))


def contrast(one: str, other: str) -> float:
    dim, bright = sorted((luminance(one), luminance(other)))
    return (bright + 0.05) / (dim + 0.05)


@given(st.from_regex(r"#[0-9a-f]{6}", fullmatch=True))
def test_any_colour_becomes_readable_in_both_schemes(color: str) -> None:
    light, dark = colors(brand_css(company(color=color)))
    assert contrast(light, "#ffffff") >= 4.5
    assert contrast(dark, "#171b1f") >= 4.5


def test_a_readable_colour_stays_as_it_is() -> None:
    assert colors(brand_css(company(color="#0B5345")))[0] == "#0b5345"
    assert colors(brand_css(company(color="#05a")))[0] == "#0055aa"


def test_without_a_theme_there_is_a_colour_and_a_logo() -> None:
    assert colors(brand_css(company()))[0] == "#1f5673"
    assert logo_asset(company()) == "assets/logo.svg"


def test_a_logo_of_ones_own() -> None:
    assert logo_asset(company(logo="公司标志.PNG")) == "assets/公司标志.PNG"
