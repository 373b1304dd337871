"""Whom the connections to messengers trust: those whom the machine trusts, and nobody where that was forgotten."""

import asyncio
import ssl
from datetime import UTC, datetime, timedelta
from ipaddress import IPv4Address
from pathlib import Path

import pytest
from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec

from bot import connections
from bot.connections import aiohttp, connector


@pytest.fixture
def pem(tmp_path: Path) -> Path:
    """The key and the certificate of a server at 127.0.0.1 that nobody vouches for but itself."""
    key, name = ec.generate_private_key(ec.SECP256R1()), x509.Name([])
    now = datetime.now(UTC)
    certificate = (
        x509.CertificateBuilder(name, name, key.public_key(), x509.random_serial_number())
        .not_valid_before(now - timedelta(days=1))
        .not_valid_after(now + timedelta(days=1))
        .add_extension(x509.SubjectAlternativeName([x509.IPAddress(IPv4Address("127.0.0.1"))]), critical=True)
        .sign(key, hashes.SHA256())
    )
    plain = serialization.PrivateFormat.PKCS8, serialization.NoEncryption()
    path = tmp_path / "server.pem"
    path.write_bytes(
        key.private_bytes(serialization.Encoding.PEM, *plain) + certificate.public_bytes(serialization.Encoding.PEM)
    )
    return path


async def asked(pem: Path, *urls: str) -> int:
    """The status that a server with this certificate answers to connections that are made for some addresses."""

    async def serve(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        await reader.readuntil(b"\r\n\r\n")
        writer.write(b"HTTP/1.1 204 No Content\r\nConnection: close\r\n\r\n")
        writer.close()

    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(pem)
    async with await asyncio.start_server(serve, "127.0.0.1", 0, ssl=context) as server:
        url = f"https://127.0.0.1:{server.sockets[0].getsockname()[1]}/"
        async with (
            aiohttp.ClientSession(connector=connector(*urls or (url,))) as session,
            session.get(url) as answer,
        ):
            return answer.status


@pytest.fixture(autouse=True)
def _anew() -> None:
    connections._trusting.cache_clear()


def test_a_server_whom_the_machine_trusts_is_reached(pem: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("SSL_CERT_FILE", str(pem))
    assert asyncio.run(asked(pem)) == 204


def test_a_server_whom_it_does_not_trust_is_not(pem: Path) -> None:
    with pytest.raises(aiohttp.ClientConnectorCertificateError):
        asyncio.run(asked(pem))


def test_nobody_is_trusted_by_connections_that_were_made_for_plain_addresses(
    pem: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("SSL_CERT_FILE", str(pem))
    with pytest.raises(aiohttp.ClientConnectorCertificateError):
        asyncio.run(asked(pem, "http://127.0.0.1/"))
    assert connections._trusting.cache_info().currsize == 0
