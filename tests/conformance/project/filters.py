"""The project's own filters, written anew from what the reference says of them.

Exact: decimal.Decimal only, rounded half away from zero (四舍五入) and once.
"""
import decimal
import re
import urllib.parse

import jinja2

UNITS = {"元": 0, "万元": 4, "亿元": 8}  # powers of ten of one 元
MOST_PLACES = 20
WIDE = decimal.Context(prec=100)
NUMERALS = "零壹贰叁肆伍陆柒捌玖"
PLACES = ["", "拾", "佰", "仟"]
GROUPS = ["", "万", "亿", "万亿", "亿亿"]


def number_of(value):
    if isinstance(value, decimal.Decimal):
        return value
    if isinstance(value, int):
        return decimal.Decimal(value)
    raise jinja2.exceptions.FilterArgumentError(f"not an exact number: {value!r}")


def plain(number, separator=""):
    """Digits without exponent; zero has no sign."""
    return format(abs(number) if number.is_zero() else number, separator + "f")


def rounded(number, places):
    if not 0 <= places <= MOST_PLACES:
        raise jinja2.exceptions.FilterArgumentError(f"so many decimals: {places}")
    return number.quantize(decimal.Decimal(1).scaleb(-places), decimal.ROUND_HALF_UP, WIDE)


def fixed(value, places=2):
    return plain(rounded(number_of(value), places))


def percent(value, places=1):
    return fixed(value, places) + "%"


def thousands(value):
    """Of a number, or of a text that fixed or money gave."""
    if not isinstance(value, str):
        return plain(number_of(value), ",")
    match = re.fullmatch(r"([-+]?)([0-9]+)((?:\.[0-9]+)?)", value)
    if not match:
        raise jinja2.exceptions.FilterArgumentError(f"no number: {value!r}")
    sign, whole, decimals = match.groups()
    return sign + re.sub(r"(?<=[0-9])(?=(?:[0-9]{3})+$)", ",", whole) + decimals


def money(value, unit="万元", places=2, *further, **names):
    # The last parameter is called "from", which Python has no name for.
    origin = further[0] if further else names.pop("from", "元")
    if names or len(further) > 1 or unit not in UNITS or origin not in UNITS:
        raise jinja2.exceptions.FilterArgumentError(f"money: {unit!r} {further!r} {names!r}")
    return plain(rounded(number_of(value).scaleb(UNITS[origin] - UNITS[unit], WIDE), places))


def whole_in_numerals(digits):
    """Zeros between digits are one 零; a group of four without a digit has no name."""
    written, zero = "", False
    for at, digit in enumerate(digits):
        place = len(digits) - 1 - at
        if digit == "0":
            zero = True
        else:
            written += ("零" if zero and written else "") + NUMERALS[int(digit)] + PLACES[place % 4]
            zero = False
        if place % 4 == 0 and digits[max(at - 3, 0):at + 1].strip("0"):
            written += GROUPS[place // 4]
    return written


def cn_upper(value):
    number = number_of(value)
    if number != rounded(number, 2) or abs(number) > 10**15:
        raise jinja2.exceptions.FilterArgumentError(f"finer than 分, or too large: {value}")
    digits, _, (jiao, fen) = fixed(abs(number), 2).partition(".")
    whole = whole_in_numerals(digits)
    written = whole + "元" if whole else ""
    if jiao != "0":
        written += NUMERALS[int(jiao)] + "角"
    elif fen != "0" and whole:
        written += "零"
    written = written + NUMERALS[int(fen)] + "分" if fen != "0" else (written or "零元") + "整"
    return ("负" if number < 0 else "") + written


def url(value):
    """Relative addresses and http, https, mailto; what has no place in an address is encoded."""
    text = "" if value is None else str(value)
    scheme = re.match(r"([^:/?#]*):", text)
    if scheme and scheme.group(1).lower() not in ("http", "https", "mailto"):
        raise jinja2.exceptions.FilterArgumentError(f"no link to {text!r}")
    return urllib.parse.quote(text, safe="_.-~/:?#[]@!$&()*+,;=%")


FILTERS = {"fixed": fixed, "percent": percent, "thousands": thousands, "money": money, "cn_upper": cn_upper, "url": url}
