"""The door to cryptography: a push message that only one browser can read (RFC 8291), signed by us (RFC 8292)."""

import json
import secrets
from base64 import urlsafe_b64decode, urlsafe_b64encode
from datetime import datetime, timedelta
from urllib.parse import urlsplit

from cryptography.hazmat.primitives.asymmetric import ec, utils
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF
from cryptography.hazmat.primitives.serialization import Encoding, PublicFormat

CURVE = ec.SECP256R1()
RECORD = 4096  # bytes; push services take no more
GOOD_FOR = timedelta(hours=12)  # of a signature; services allow a day


def new_key() -> str:
    """A private key of our own: 43 letters, digits, _ and -."""
    number = ec.generate_private_key(CURVE).private_numbers().private_value
    return encoded(number.to_bytes(32, "big"))


def public(private: str) -> str:
    """The public key that browsers are shown. Raises ValueError for what is no private key."""
    return encoded(_point(_private(private).public_key()))


def sealed(text: bytes, p256dh: str, auth: str) -> bytes:
    """A message of up to some 3 900 bytes for the browser with these keys. Raises ValueError for keys that are none."""
    theirs, salt, ours = decoded(p256dh), secrets.token_bytes(16), ec.generate_private_key(CURVE)
    shared = ours.exchange(ec.ECDH(), ec.EllipticCurvePublicKey.from_encoded_point(CURVE, theirs))
    point = _point(ours.public_key())
    seed = derived(shared, decoded(auth), b"WebPush: info\0" + theirs + point, 32)
    key = derived(seed, salt, b"Content-Encoding: aes128gcm\0", 16)
    nonce = derived(seed, salt, b"Content-Encoding: nonce\0", 12)
    head = salt + RECORD.to_bytes(4, "big") + bytes([len(point)]) + point
    return head + AESGCM(key).encrypt(nonce, text + b"\x02", None)


def authorization(private: str, endpoint: str, contact: str, now: datetime) -> str:
    """The header by which a push service knows us; `contact` is an address (https: or mailto:) for its people."""
    parts = urlsplit(endpoint)
    claims = {"aud": f"{parts.scheme}://{parts.netloc}", "exp": int((now + GOOD_FOR).timestamp()), "sub": contact}
    signed = ".".join(encoded(json.dumps(part).encode()) for part in ({"typ": "JWT", "alg": "ES256"}, claims))
    r, s = utils.decode_dss_signature(_private(private).sign(signed.encode(), ec.ECDSA(SHA256())))
    signature = encoded(r.to_bytes(32, "big") + s.to_bytes(32, "big"))
    return f"vapid t={signed}.{signature}, k={public(private)}"


def derived(secret: bytes, salt: bytes, purpose: bytes, length: int) -> bytes:
    """A key made of a secret for one purpose."""
    return HKDF(SHA256(), length, salt, purpose).derive(secret)


def encoded(some: bytes) -> str:
    """Bytes as base64url without padding."""
    return urlsafe_b64encode(some).rstrip(b"=").decode()


def decoded(text: str) -> bytes:
    """The bytes of base64url, with or without padding."""
    return urlsafe_b64decode(text + "=" * (-len(text) % 4))


def _private(private: str) -> ec.EllipticCurvePrivateKey:
    return ec.derive_private_key(int.from_bytes(decoded(private), "big"), CURVE)


def _point(key: ec.EllipticCurvePublicKey) -> bytes:
    return key.public_bytes(Encoding.X962, PublicFormat.UncompressedPoint)
