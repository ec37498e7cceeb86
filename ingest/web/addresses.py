"""Which addresses may be fetched: their form, and where their hosts lie.

A host is resolved once, every answer is checked, and the connection goes to exactly the checked
addresses: between the check and the connection nobody can point the name elsewhere. Whatever form
a number is written in (decimal, octal, IPv4 within IPv6), the check sees what the system would
connect to. Knows names and numbers, no HTTP.
"""

import ipaddress
import socket
from dataclasses import dataclass
from urllib.parse import urljoin

from urllib3.exceptions import LocationParseError
from urllib3.util import Url, parse_url

from retriever.errors import CandourError, UnreadableFileError

PORTS = {"http": 80, "https": 443}
_FEED = "feed:"


class UnreachableHostError(UnreadableFileError):
    """A host is not found, or lies where pages are not fetched from."""


IpAddress = ipaddress.IPv4Address | ipaddress.IPv6Address

_METADATA = frozenset(
    ipaddress.ip_address(number)
    for number in ("169.254.169.254", "168.63.129.16", "100.100.100.200", "fd00:ec2::254")
)
"""Where cloud providers answer a machine with its own secrets; two of them look public."""

_TRANSLATED = ipaddress.ip_network("64:ff9b::/96")
"""NAT64 (RFC 6052): the last 32 bits are the IPv4 address that is reached."""


@dataclass(frozen=True, slots=True)
class Address:
    """A web address in its one normal form.

    Attributes:
        text: The address, with its host in lower case and without a fragment.
        scheme: "http" or "https".
        host: As it is resolved; international names in their ASCII form.
        port: Always known.
        target: Path and query, as they are sent.
    """

    text: str
    scheme: str
    host: str
    port: int
    target: str

    @property
    def site(self) -> str:
        """Scheme, host and port: what robots.txt and the pace are kept for."""
        return self.text[: len(self.text) - len(self.target)]

    @property
    def path(self) -> str:
        """The path alone."""
        return self.target.split("?", 1)[0]


def is_address(name: str) -> bool:
    """Say whether an argument is meant as an address, not as a file."""
    return name.lower().startswith(_FEED) or "://" in name


def address_of(text: str) -> Address:
    """Read an address.

    Raises:
        CandourError: It is of no kind that is fetched.
    """
    text = text.strip()
    if text.lower().startswith(_FEED):
        text = text[len(_FEED) :]
        text = text if "://" in text else f"http://{text.lstrip('/')}"
    try:
        parts = parse_url(text)
    except LocationParseError as error:
        message = (
            f"{text!r} is no address that can be read: copy it from the browser's address bar."
        )
        raise CandourError(message) from error
    if parts.scheme not in PORTS or not parts.host:
        message = f"{text} is not fetched: only http:// and https:// addresses are."
        raise CandourError(message)
    if parts.auth is not None:
        message = (
            f"{_without_auth(parts)} was given with a user name or password: pages behind a login "
            "are not fetched, so save the page and add the file."
        )
        raise CandourError(message)
    port = PORTS[parts.scheme] if parts.port is None else parts.port
    shown = parts.host if port == PORTS[parts.scheme] else f"{parts.host}:{port}"
    target = (parts.path or "/") + (f"?{parts.query}" if parts.query else "")
    return Address(
        text=f"{parts.scheme}://{shown}{target}",
        scheme=parts.scheme,
        host=parts.host.strip("[]"),
        port=port,
        target=target,
    )


def joined(base: Address, reference: str) -> Address:
    """Read an address that stands in a page or in a redirect, relative to that page.

    Raises:
        CandourError: It is of no kind that is fetched.
    """
    try:
        return address_of(urljoin(base.text, reference.strip()))
    except ValueError as error:
        message = f"{reference!r} is no address that can be read ({error})."
        raise CandourError(message) from error


def places_of(address: Address, *, allow_private: bool) -> list[str]:
    """Resolve a host, and return the numbers that may be connected to.

    Args:
        address: Whose host is looked up, once.
        allow_private: Whether private networks and this machine are allowed. Link-local,
            multicast, reserved and cloud metadata addresses never are.

    Raises:
        UnreachableHostError: There is no such host, or one of its addresses is not allowed.
    """
    try:
        found = socket.getaddrinfo(address.host, address.port, type=socket.SOCK_STREAM)
    except (OSError, UnicodeError) as error:
        message = (
            f"The host {address.host} is not found ({error}): check the address and that this "
            "machine is on the network."
        )
        raise UnreachableHostError(message) from error
    places = list(dict.fromkeys(str(entry[4][0]) for entry in found))
    for place in places:
        _check(address.host, place, allow_private=allow_private)
    return places


def _check(host: str, place: str, *, allow_private: bool) -> None:
    number = _reached(ipaddress.ip_address(place.split("%", 1)[0]))
    if number.is_global and not _is_special(number):
        return
    is_private = not _is_special(number)
    if is_private and allow_private:
        return
    where = place if place == host else f"{host} ({place})"
    if is_private:
        message = (
            f"{where} is a private address, and pages are not fetched from those: set "
            "CANDOUR_FETCH_PRIVATE=yes if it is your own site."
        )
    else:
        message = f"{where} is no public web server's address: pages are not fetched from it."
    raise UnreachableHostError(message)


def _reached(number: IpAddress) -> IpAddress:
    """Return the IPv4 address that an IPv6 one stands for, or the address itself."""
    if isinstance(number, ipaddress.IPv4Address):
        return number
    if number in _TRANSLATED:
        return ipaddress.IPv4Address(int(number) & 0xFFFFFFFF)
    tunnelled = number.teredo[1] if number.teredo else None
    return number.ipv4_mapped or number.sixtofour or tunnelled or number


def _is_special(number: IpAddress) -> bool:
    if number.is_loopback:
        return False  # Python counts ::1 among the reserved ones
    return (
        number in _METADATA
        or number.is_multicast
        or number.is_link_local
        or number.is_reserved
        or number.is_unspecified
        or number == ipaddress.ip_address("255.255.255.255")
        or (isinstance(number, ipaddress.IPv6Address) and number.is_site_local)
    )


def _without_auth(parts: Url) -> str:
    return parts._replace(auth=None).url
