"""Brand: what company.yml says of the looks. The colour becomes CSS variables, readable on light and on dark pages."""

from __future__ import annotations

import colorsys

from jdbook.model import Company

DEFAULT_COLOR = "#1f5673"
DEFAULT_LOGO = "logo.svg"
_PAPER, _NIGHT = (1.0, 1.0, 1.0), (0.09, 0.10, 0.12)
_READABLE = 4.8

Color = tuple[float, float, float]


def brand_css(company: Company) -> str:
    """Return the style sheet with the company's colour."""
    color = _color((company.theme.color if company.theme else None) or DEFAULT_COLOR)
    light, dark = _hex(_towards(color, _PAPER, -0.02)), _hex(_towards(color, _NIGHT, 0.02))
    return f':root{{--jd-brand:{light}}}\n[data-md-color-scheme="slate"]{{--jd-brand:{dark}}}\n'


def logo_asset(company: Company) -> str:
    """Return the logo's path below the site's root; it lies in templates/site/assets/."""
    return f"assets/{(company.theme.logo if company.theme else None) or DEFAULT_LOGO}"


def _color(text: str) -> Color:
    digits = text[1:] if len(text) == 7 else "".join(digit * 2 for digit in text[1:])
    red, green, blue = (int(digits[at : at + 2], 16) / 255 for at in (0, 2, 4))
    return red, green, blue


def _hex(color: Color) -> str:
    return "#" + "".join(f"{round(part * 255):02x}" for part in color)


def _towards(color: Color, ground: Color, step: float) -> Color:
    """Return the colour, darker or lighter by `step` as often as it takes to be readable on `ground`."""
    hue, light, saturation = colorsys.rgb_to_hls(*color)
    while _contrast(color, ground) < _READABLE and 0 <= light + step <= 1:
        light += step
        color = colorsys.hls_to_rgb(hue, light, saturation)
    return color


def _contrast(one: Color, other: Color) -> float:
    """Return the contrast ratio of WCAG 2, from 1 to 21."""
    dim, bright = sorted((_luminance(one), _luminance(other)))
    return (bright + 0.05) / (dim + 0.05)


def _luminance(color: Color) -> float:
    red, green, blue = (
        part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in color
    )
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue
