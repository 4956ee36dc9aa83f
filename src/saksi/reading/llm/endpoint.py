"""The one place where reading touches the network: a model's service, on this machine unless confirmed."""

import ipaddress
import json
from pathlib import Path
from time import monotonic
from typing import Any
from urllib.parse import urlsplit

from saksi.reading.llm.settings import LlmSettings
from saksi.record import InvalidInput, SaksiError

MOST_BYTES = 2_000_000  # of an answer; a page of claims has under 100,000
OWN_NAMES = frozenset({"localhost", "ip6-localhost"})
SECTION = "saksi.toml, [llm]"


class NoAnswer(SaksiError):
    """The service gave nothing that can be used; the report is kept without its claims."""


def check_endpoint(settings: LlmSettings) -> str:
    """Return the address to ask, if the settings allow to ask there.

    Raises
    ------
    InvalidInput
        No endpoint or model is set, the address is of another form, or it is not on this machine and its host
        is not confirmed.
    """
    if not settings.endpoint or not settings.model:
        raise InvalidInput(
            f"the reader llm is off: {SECTION} needs endpoint and model,"
            ' such as endpoint = "http://127.0.0.1:8080/v1". docs/guides/llm-reader.md says what that means'
        )
    try:
        address = urlsplit(settings.endpoint)
        host, _port = address.hostname or "", address.port
    except ValueError:
        raise InvalidInput(f"{SECTION} endpoint: needed an address, http://HOST:PORT/v1") from None
    if address.scheme not in ("http", "https") or not host or address.username or address.query:
        raise InvalidInput(
            f"{SECTION} endpoint: needed http or https, a host, and neither a user nor a query;"
            " a key belongs into key_file"
        )
    if not _is_here(host):
        _check_confirmed(host, address.scheme, settings)
    return settings.endpoint.rstrip("/") + "/chat/completions"


def _is_here(host: str) -> bool:
    try:
        return ipaddress.ip_address(host).is_loopback
    except ValueError:
        return host.lower() in OWN_NAMES


def _check_confirmed(host: str, scheme: str, settings: LlmSettings) -> None:
    if host != settings.allow_host:
        raise InvalidInput(
            f"{SECTION}: {host} is not this machine. Whoever runs it could read every report that is read."
            f' If that is right for each of them, say so: allow_host = "{host}"'
        )
    if scheme != "https":
        raise InvalidInput(f"{SECTION}: to {host} reports travel by https only")


def ask(address: str, body: dict[str, Any], settings: LlmSettings) -> str:
    """Send one request and return the words of the answer.

    Proxies and credentials of the environment are not used, redirections are not followed.

    Raises
    ------
    NoAnswer
        The service is not there, is too slow, refuses, or answers in another form or at too great length.
    InvalidInput
        The package httpx is not installed, or the key's file cannot be read.
    """
    try:
        import httpx  # noqa: PLC0415 - the extra `llm`; nothing else needs it
    except ImportError:
        raise InvalidInput(
            "the reader llm needs the package httpx: install Saksi with the extra llm"
        ) from None
    headers = {"Accept-Encoding": "identity"}  # what is not packed cannot unpack to gigabytes
    if settings.key_file:
        headers["Authorization"] = f"Bearer {_key(settings.key_file)}"
    try:
        with (
            httpx.Client(trust_env=False, follow_redirects=False, timeout=settings.seconds) as client,
            client.stream("POST", address, json=body, headers=headers) as response,
        ):
            if response.status_code != httpx.codes.OK:
                raise NoAnswer(f"the model's service answered with status {response.status_code}")
            received, until = bytearray(), monotonic() + settings.seconds
            for part in response.iter_raw():
                if monotonic() > until:  # httpx limits the silence between two parts, not the whole
                    raise NoAnswer(_too_slow(settings))
                received += part
                if len(received) > MOST_BYTES:
                    raise NoAnswer(f"the model's service sent more than {MOST_BYTES} bytes")
    except httpx.TimeoutException:
        raise NoAnswer(_too_slow(settings)) from None
    except (httpx.HTTPError, OSError):
        raise NoAnswer("the model's service cannot be reached: is it running?") from None
    return _content(bytes(received))


def _too_slow(settings: LlmSettings) -> str:
    return f"the model's service did not answer within {settings.seconds} s: raise [llm] seconds"


def _content(received: bytes) -> str:
    try:
        content = json.loads(received)["choices"][0]["message"]["content"]
    except (ValueError, KeyError, IndexError, TypeError, RecursionError):
        content = None
    if not isinstance(content, str):
        raise NoAnswer("the model's service answered in another form than chat completions have")
    return content


def _key(file: str) -> str:
    try:
        lines = Path(file).read_text(encoding="utf-8").splitlines()
    except (OSError, UnicodeDecodeError):
        lines = []
    key = lines[0].strip() if lines else ""
    if not key or not key.isprintable() or not key.isascii():
        raise InvalidInput(f"{SECTION} key_file: needed a readable file whose first line is the key")
    return key
