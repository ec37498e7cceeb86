import pytest

from ingest.web.addresses import Address, address_of, is_address, joined, places_of
from retriever.errors import CandourError, UnreadableFileError


@pytest.mark.parametrize(
    ("given", "text"),
    [
        ("HTTP://Example.ORG:80/A b?x=1#part", "http://example.org/A%20b?x=1"),
        ("feed:https://example.org/feed/", "https://example.org/feed/"),
        ("feed://example.org/feed/", "http://example.org/feed/"),
        ("https://bücher.example/", "https://xn--bcher-kva.example/"),
        ("https://example.org:8443/a/../b", "https://example.org:8443/b"),
    ],
)
def test_an_address_has_one_form(given: str, text: str) -> None:
    assert address_of(given).text == text


def test_an_addresss_parts_are_those_of_its_text() -> None:
    assert address_of("https://example.org:8443/a?b=c") == Address(
        text="https://example.org:8443/a?b=c",
        scheme="https",
        host="example.org",
        port=8443,
        target="/a?b=c",
    )
    assert address_of("https://example.org:8443/a?b=c").site == "https://example.org:8443"
    assert address_of("https://example.org:8443/a?b=c").path == "/a"


@pytest.mark.parametrize(
    ("given", "message"),
    [
        ("ftp://example.org/a", "only http:// and https://"),
        ("file:///etc/passwd", "only http:// and https://"),
        ("https://ann:secret@example.org/", "https://example.org/ was given with a user name"),
        ("http://example.org:99999/", "no address that can be read"),
        ("http://a b/", "no address that can be read"),
    ],
)
def test_an_address_that_is_not_fetched_is_named_without_its_password(
    given: str, message: str
) -> None:
    with pytest.raises(CandourError, match=message) as refusal:
        address_of(given)

    assert "secret" not in str(refusal.value)


@pytest.mark.parametrize(
    ("name", "expected"),
    [("https://a.example/", True), ("FEED:a", True), ("a.pdf", False), ("C:\\a.pdf", False)],
)
def test_an_address_is_told_from_a_file(name: str, *, expected: bool) -> None:
    assert is_address(name) is expected


def test_a_reference_is_read_relative_to_its_page() -> None:
    page = address_of("https://example.org/a/b")

    assert joined(page, "../c?d").text == "https://example.org/c?d"
    with pytest.raises(CandourError):
        joined(page, "javascript:alert(1)")


@pytest.mark.parametrize(
    "host",
    [
        "127.0.0.1",
        "2130706433",
        "0x7f.1",
        "017700000001",
        "[::1]",
        "[::ffff:127.0.0.1]",
        "[64:ff9b::7f00:1]",
        "[2002:7f00:1::]",
        "10.1.2.3",
        "172.16.0.1",
        "192.168.1.1",
        "100.64.0.1",
        "[fd12::1]",
        "localhost",
    ],
)
def test_a_private_address_is_refused_in_every_form_unless_allowed(host: str) -> None:
    address = address_of(f"http://{host}/")

    with pytest.raises(UnreadableFileError, match="CANDOUR_FETCH_PRIVATE=yes"):
        places_of(address, allow_private=False)
    assert places_of(address, allow_private=True)


@pytest.mark.parametrize(
    "host",
    [
        "169.254.169.254",
        "[::ffff:169.254.169.254]",
        "168.63.129.16",
        "100.100.100.200",
        "[fd00:ec2::254]",
        "169.254.1.1",
        "[fe80::1]",
        "[fec0::1]",
        "224.0.0.1",
        "[ff02::1]",
        "240.0.0.1",
        "255.255.255.255",
        "0.0.0.0",  # noqa: S104 - to be refused
        "[::]",
    ],
)
@pytest.mark.parametrize("allow_private", [False, True])
def test_what_is_no_web_server_is_always_refused(host: str, *, allow_private: bool) -> None:
    with pytest.raises(UnreadableFileError, match="no public web server's address"):
        places_of(address_of(f"http://{host}/"), allow_private=allow_private)


def test_a_public_address_is_connected_to_as_it_is() -> None:
    assert places_of(address_of("http://8.8.8.8/"), allow_private=False) == ["8.8.8.8"]
    assert places_of(address_of("http://[2001:4860:4860::8888]/"), allow_private=False) == [
        "2001:4860:4860::8888"
    ]


def test_a_host_that_is_not_found_is_named() -> None:
    with pytest.raises(UnreadableFileError, match=r"The host nowhere\.invalid is not found"):
        places_of(address_of("http://nowhere.invalid/"), allow_private=False)
