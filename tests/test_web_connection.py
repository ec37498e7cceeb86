from collections.abc import Iterator

import pytest

from ingest.web.addresses import Address, address_of
from ingest.web.connection import Answer, Limits, ask
from retriever.errors import UnreadableFileError
from tests.web_site import HTML, Reply, Site, running_site

PLENTY = Limits(body_mb=1, silence_s=5, total_s=30)


@pytest.fixture
def site() -> Iterator[Site]:
    with running_site() as running:
        yield running


def take(_head: Answer) -> None:
    return


def elsewhere(site: Site, host: str = "blog.invalid") -> Address:
    """Return the site's address under a name that no resolver knows."""
    return address_of(site.address.replace("127.0.0.1", host) + "/a?b=c")


def test_it_connects_to_the_checked_number_and_never_resolves_the_name(site: Site) -> None:
    site.replies["/a?b=c"] = Reply(b"x")
    address = elsewhere(site)

    answer = ask(address, ["127.0.0.1"], {}, PLENTY, take)

    assert (answer.status, answer.body, answer.content_type) == (200, b"x", "text/html")
    assert site.headers_of("/a?b=c")["host"] == f"blog.invalid:{address.port}"


def test_a_proxy_of_the_environment_is_not_used(
    site: Site, monkeypatch: pytest.MonkeyPatch
) -> None:
    site.replies["/a?b=c"] = Reply(b"x")
    monkeypatch.setenv("http_proxy", "http://127.0.0.1:9")
    monkeypatch.setenv("HTTPS_PROXY", "http://127.0.0.1:9")

    assert ask(elsewhere(site), ["127.0.0.1"], {}, PLENTY, take).body == b"x"


def test_the_next_number_is_tried_where_one_does_not_answer(site: Site) -> None:
    site.replies["/a?b=c"] = Reply(b"x")

    assert ask(elsewhere(site), ["::1", "127.0.0.1"], {}, PLENTY, take).body == b"x"


@pytest.mark.parametrize("has_length", [True, False])
def test_a_server_that_sends_a_byte_at_a_time_is_cut_off(site: Site, *, has_length: bool) -> None:
    site.replies["/a?b=c"] = Reply(
        b"x" * 1000, HTML, pause_s=0.05, piece_bytes=1, has_length=has_length
    )
    limits = Limits(body_mb=1, silence_s=5, total_s=0.5)

    with pytest.raises(UnreadableFileError, match=r"had not sent it all after 0\.5 s"):
        ask(elsewhere(site), ["127.0.0.1"], {}, limits, take)


def test_where_nobody_listens_that_is_said() -> None:
    with pytest.raises(UnreadableFileError, match="gave no whole answer"):
        ask(address_of("http://127.0.0.1:1/"), ["127.0.0.1"], {}, PLENTY, take)
