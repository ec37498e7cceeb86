import pytest

from ingest.loaders.encodings import decode, is_text

ENGLISH = (
    "It’s clear that children’s homes cost £5,000 a week – “too much”, said one manager, who had "
    "asked for more staff and got none."
)
FRENCH = "L’école a été créée à côté de l’hôtel où les élèves étaient logés tout l’été."
POLISH = (
    "Dzieci mieszkają w domach dziecka, gdzie opiekują się nimi wychowawcy. Każde dziecko ma swój "
    "pokój i własną szafkę."
)
RUSSIAN = "Дети живут в детских домах, и за ними присматривают воспитатели."


@pytest.mark.parametrize(
    ("text", "encoding"),
    [
        (ENGLISH, "utf-8"),
        (ENGLISH, "utf-8-sig"),
        (ENGLISH, "utf-16"),
        (ENGLISH, "utf-16-le"),
        (ENGLISH, "utf-16-be"),
        (ENGLISH, "utf-32-le"),
        (ENGLISH, "utf-32-be"),
        (ENGLISH, "cp1252"),
        (ENGLISH, "mac_roman"),
        ("It’s £5.", "cp1252"),
        ("Each home gets £500 a week.", "cp850"),
        (FRENCH, "cp1252"),
        (POLISH, "cp1250"),
        (RUSSIAN, "cp1251"),
        (RUSSIAN, "koi8_r"),
        ("子どもたちは児童養護施設で暮らしています。職員が毎日世話をしています。", "cp932"),
    ],
)
def test_a_text_is_read_whatever_wrote_it(text: str, encoding: str) -> None:
    data = text.encode(encoding)

    assert decode(data) == text
    assert is_text(data)


def test_a_page_s_latin_1_is_cp1252_as_browsers_take_it() -> None:
    page = b"<html><head><meta charset='iso-8859-1'></head><p>It\x92s \xa35</p></html>"

    assert decode(page, is_html=True).endswith("<p>It’s £5</p></html>")


def test_an_xml_declaration_states_the_encoding_too() -> None:
    page = "<?xml version='1.0' encoding='iso-8859-2'?><p>Każde</p>".encode("iso-8859-2")

    assert decode(page, is_html=True).endswith("<p>Każde</p>")


@pytest.mark.parametrize("stated", ["utf-16", "utf-7", "rot13", "zip", "unknown-8bit", "hex"])
def test_a_stated_encoding_that_cannot_be_is_not_believed(stated: str) -> None:
    page = f"<html><meta charset='{stated}'><p>Caf\xe9</p></html>".encode("cp1252")

    assert decode(page, is_html=True).endswith("<p>Café</p></html>")


def test_stray_bytes_do_not_spoil_a_utf_8_text() -> None:
    data = "It’s “clear” – £5, ".encode() + b"it\x92s cut \xe2\x80"

    assert decode(data) == "It’s “clear” – £5, it’s cut â€"


def test_bytes_of_no_text_are_none() -> None:
    assert not is_text(b"\x00\x01\x02\x03" * 50)
    assert not is_text(bytes(range(32)) * 8)
