"""An authority of an installation's own, and a certificate for each of its parts, so that they know each other.

Run once by compose. The authority's key is drawn, used and forgotten here: nobody can make one more certificate, and
whoever wants new ones removes the volumes and starts again (RUNBOOK.md). A part shows its certificate where others send
a password: the database takes the name in it for the role that signs in.
"""

from __future__ import annotations

import os
import sys
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path

from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.x509.oid import ExtendedKeyUsageOID, NameOID

YEARS = timedelta(days=3650)
DATABASE_USER = 999  # of the images of PostgreSQL and Valkey
PRODUCT_USER = 10001


@dataclass(frozen=True)
class Part:
    folder: str
    name: str
    """The host of a server; the role at the database of whoever asks."""
    user: int


PARTS = (
    Part("database", "database", DATABASE_USER),
    Part("queue", "valkey", DATABASE_USER),
    Part("serving", "polyclinic_app", PRODUCT_USER),
    Part("owner", "polyclinic_owner", PRODUCT_USER),
)


def make(root: Path, *, at: datetime, parts: tuple[Part, ...] = PARTS) -> bool:
    """Fill one folder for each part with `root.crt`, `own.crt` and `own.key`. False when all are there already."""
    if all((root / part.folder / "root.crt").exists() for part in parts):
        return False
    authority_key = ec.generate_private_key(ec.SECP256R1())
    authority = _signed(
        _certificate("Polyclinic", authority_key, at=at).issuer_name(_name("Polyclinic")),
        authority_key,
        is_authority=True,
    )
    for part in parts:
        key = ec.generate_private_key(ec.SECP256R1())
        own = _signed(
            _certificate(part.name, key, at=at)
            .issuer_name(authority.subject)
            .add_extension(x509.SubjectAlternativeName([x509.DNSName(part.name)]), critical=False)
            .add_extension(
                x509.ExtendedKeyUsage([ExtendedKeyUsageOID.SERVER_AUTH, ExtendedKeyUsageOID.CLIENT_AUTH]),
                critical=False,
            )
            .add_extension(
                x509.AuthorityKeyIdentifier.from_issuer_public_key(authority_key.public_key()), critical=False
            ),
            authority_key,
            is_authority=False,
        )
        _keep(root / part.folder, key, own, authority, part.user)
    return True


def _name(common: str) -> x509.Name:
    return x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, common)])


def _certificate(name: str, key: ec.EllipticCurvePrivateKey, *, at: datetime) -> x509.CertificateBuilder:
    return (
        x509.CertificateBuilder()
        .subject_name(_name(name))
        .public_key(key.public_key())
        .serial_number(x509.random_serial_number())
        .not_valid_before(at - timedelta(hours=1))
        .not_valid_after(at + YEARS)
        .add_extension(x509.SubjectKeyIdentifier.from_public_key(key.public_key()), critical=False)
    )


def _signed(
    wanted: x509.CertificateBuilder, authority_key: ec.EllipticCurvePrivateKey, *, is_authority: bool
) -> x509.Certificate:
    uses = {
        "digital_signature": not is_authority,
        "key_cert_sign": is_authority,
        **dict.fromkeys(
            (
                "content_commitment",
                "key_encipherment",
                "data_encipherment",
                "key_agreement",
                "crl_sign",
                "encipher_only",
                "decipher_only",
            ),
            False,
        ),
    }
    return (
        wanted.add_extension(x509.BasicConstraints(ca=is_authority, path_length=None), critical=True)
        .add_extension(x509.KeyUsage(**uses), critical=True)
        .sign(authority_key, hashes.SHA256())
    )


def _keep(
    folder: Path, key: ec.EllipticCurvePrivateKey, own: x509.Certificate, authority: x509.Certificate, user: int
) -> None:
    """The key is for its user alone. The authority comes last: a folder that has it has everything."""
    folder.mkdir(parents=True, exist_ok=True)
    text = key.private_bytes(
        serialization.Encoding.PEM, serialization.PrivateFormat.PKCS8, serialization.NoEncryption()
    )
    held = folder / "own.key"
    held.unlink(missing_ok=True)
    with os.fdopen(os.open(held, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "wb") as file:
        file.write(text)
    if os.geteuid() == 0:
        os.chown(held, user, user)
    for name, certificate in (("own.crt", own), ("root.crt", authority)):
        (folder / name).write_bytes(certificate.public_bytes(serialization.Encoding.PEM))
        (folder / name).chmod(0o644)


if __name__ == "__main__":
    made = make(Path(sys.argv[1]), at=datetime.now(UTC))  # noqa: TID251  a program of its own: this is the door
    sys.stdout.write("Certificates are made.\n" if made else "Certificates are there.\n")
