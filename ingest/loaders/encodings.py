"""From bytes to text: by marks, as UTF-8, as a page states, by the script's bytes, else cp1252.

British files that are not UTF-8 are cp1252 nearly always, and guessing on a few quotation marks
goes wrong: charset-normalizer named all 4 English cp1252 texts that were tried something else. It
is asked only where much of the text is beyond ASCII, or where a byte is none of cp1252's. Knows
encodings only.
"""

import codecs
import re

from charset_normalizer import from_bytes

_MARKS = (
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF32_LE, "utf-32"),
    (codecs.BOM_UTF32_BE, "utf-32"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
_CHARSET = re.compile(
    rb"(?:charset|<\?xml[^>]{0,80}encoding)\s*=\s*[\"']?\s*([A-Za-z0-9_.:-]+)", re.IGNORECASE
)
_STATED = re.compile(r"^(cp|windows|iso8859|iso2022|mac|koi8|gb|big5|euc|shift|utf-8$|tis|hz$)")
"""Encodings of texts; Python knows others that are none (rot13, zip), and UTF-7 hides markup."""

_MEANT = {
    "iso8859-1": "cp1252",
    "ascii": "cp1252",
    "iso8859-9": "cp1254",
    "iso8859-11": "cp874",
    "tis-620": "cp874",
    "gb2312": "gb18030",
    "gbk": "gb18030",
    "shift_jis": "cp932",
    "euc_kr": "cp949",
}
"""What browsers take a stated name for (WHATWG's Encoding Standard)."""

_GUESSED = [
    *("cp1250", "cp1251", "cp1253", "cp1254", "cp1255", "cp1256", "cp1257", "koi8_r"),
    *("iso8859_2", "cp932", "euc_jp", "gb18030", "big5", "cp949", "mac_roman", "cp850"),
]
_LATIN = ["cp1250", "iso8859_2", "cp1254"]
_NOT_CP1252 = re.compile(rb"[\x81\x8d\x8f\x90\x9d]")
_MULTIBYTE = re.compile(
    rb"[\xc2-\xdf][\x80-\xbf]|[\xe0-\xef][\x80-\xbf]{2}|[\xf0-\xf4][\x80-\xbf]{3}"
)
_HIGH = re.compile(rb"[\x80-\xff]")
_LETTERS = re.compile(rb"[A-Za-z\x80-\xff]")
_FOREIGN_SHARE = 0.5
"""Of the letters of a text in another script than Latin, over 90 % are beyond ASCII; of a line of
French with all its accents, 21 % (measured on a paragraph of each)."""

# Signs of cp1252 that stand within words: letters of Polish, Czech or Turkish in their encodings.
_BROKEN_WORD = re.compile(rb"[A-Za-z][\xb1\xb3\xb6\xb9\xbc\xbf\xfd\xfe\xf0][a-z]")
_BROKEN_FLOOR = 2

# "It’s" in the encodings of old Macs and of DOS: a byte of cp1252 that no English word bears there.
_MAC_APOSTROPHE = re.compile(rb"[A-Za-z]\xd5[a-z]|\xd2[A-Za-z][^\xd3]{0,400}\xd3")
_DOS_POUND = re.compile(rb"(?<![A-Za-z])\x9c\d")
_HEAD_BYTES = 4_096
_GUESS_BYTES = 200_000
_BINARY_SHARE = 0.02
_WIDE_SHARE = 0.35
_TEXT_CONTROLS = b"\t\n\x0b\x0c\r\x1b"


def decode(data: bytes, *, is_html: bool = False) -> str:
    """Decode a file's bytes; a byte that fits nowhere becomes U+FFFD, never an error."""
    for mark, name in _MARKS:
        if data.startswith(mark):
            return data.decode(name, errors="replace")
    wide = _wide(data[:_HEAD_BYTES])
    if wide:
        return data.decode(wide, errors="replace")
    for name in ("utf-8", *([_stated(data)] if is_html else [])):
        try:
            return data.decode(name)
        except UnicodeDecodeError:
            continue
    if _is_nearly_utf8(data):
        return _mixed(data)
    return data.decode(_legacy(data), errors="replace")


def text_encoding(stated: str) -> str:
    """Return Python's name of an encoding that texts have; "" for any other, or none.

    Python knows encodings that are no text's. Punycode takes 0.05 s for 20,000 bytes and 0.16 s for
    40,000, with the square (measured): a server that states it would hold the program up.
    """
    try:
        name = codecs.lookup(stated).name
    except (LookupError, ValueError):
        return ""
    return name if _STATED.match(_MEANT.get(name, name)) else ""


def is_text(head: bytes) -> bool:
    """Say whether a file's first bytes are text: hardly any control characters."""
    if any(head.startswith(mark) for mark, _ in _MARKS[1:]) or _wide(head):
        return True
    controls = sum(byte < ord(" ") and byte not in _TEXT_CONTROLS for byte in head)
    return b"\0" not in head and controls <= _BINARY_SHARE * len(head)


def _wide(head: bytes) -> str:
    """Name the encoding of two or four bytes a character that bears no mark, or return ""."""
    if b"\0" not in head or len(head) < len("four"):
        return ""
    head = head[: len(head) // 4 * 4]
    zeros = [head[place::4].count(0) / (len(head) / 4) for place in range(4)]
    most = 1 - _WIDE_SHARE
    names = {
        "utf-32-le": (zeros[1], zeros[2], zeros[3], 1 - zeros[0]),
        "utf-32-be": (zeros[0], zeros[1], zeros[2], 1 - zeros[3]),
        "utf-16-le": (zeros[1], zeros[3], 1 - zeros[0], 1 - zeros[2]),
        "utf-16-be": (zeros[0], zeros[2], 1 - zeros[1], 1 - zeros[3]),
    }
    for name, shares in names.items():
        if min(shares) >= most and _is_plain(head, name):
            return name
    return ""


def _is_plain(head: bytes, name: str) -> bool:
    """Say whether bytes decode to text without control characters."""
    try:
        text = head.decode(name)
    except UnicodeDecodeError:
        return False
    controls = sum(character < " " and character not in "\t\n\x0b\x0c\r" for character in text)
    return controls <= _BINARY_SHARE * len(text)


def _stated(data: bytes) -> str:
    """Return the encoding that a page states, or UTF-8 where it states none that can be."""
    match = _CHARSET.search(data[:_HEAD_BYTES])
    name = text_encoding(match[1].decode()) if match else ""
    return _MEANT.get(name, name) or "utf-8"


def _is_nearly_utf8(data: bytes) -> bool:
    """Say whether the bytes beyond ASCII are UTF-8 but for a few, pasted from elsewhere or cut."""
    whole = _MULTIBYTE.findall(data)
    strays = len(_HIGH.findall(data)) - sum(map(len, whole))
    return strays < len(whole)


def _mixed(data: bytes) -> str:
    """Decode UTF-8, and bytes that are none of it as cp1252."""
    text = data.decode("utf-8", errors="surrogateescape")
    return re.sub(
        "[\udc80-\udcff]",
        lambda stray: bytes([ord(stray[0]) - 0xDC00]).decode("cp1252", errors="replace"),
        text,
    )


def _legacy(data: bytes) -> str:
    """Name the encoding of bytes that are no UTF-8."""
    high, letters = len(_HIGH.findall(data)), len(_LETTERS.findall(data))
    if high > _FOREIGN_SHARE * letters:
        return _guessed(data, _GUESSED)
    if _MAC_APOSTROPHE.search(data) and not re.search(rb"[A-Za-z]\x92[a-z]", data):
        return "mac_roman"
    if _DOS_POUND.search(data):
        return "cp850"
    if len(_BROKEN_WORD.findall(data)) >= _BROKEN_FLOOR:
        return _guessed(data, _LATIN)
    return _guessed(data, _GUESSED) if _NOT_CP1252.search(data) else "cp1252"


def _guessed(data: bytes, names: list[str]) -> str:
    best = from_bytes(data[:_GUESS_BYTES], cp_isolation=names).best()
    return best.encoding if best is not None else "cp1252"
