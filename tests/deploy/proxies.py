"""nginx and Caddy under test, with the files of `.deploy/proxies` and ports of their own."""

import shutil
import subprocess
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from ipaddress import ip_address
from pathlib import Path
from typing import Any

import requests
from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.x509.oid import NameOID

from tests.conftest import free_port

FOLDER = Path(__file__).parents[2] / ".deploy" / "proxies"
NGINX, CADDY = shutil.which("nginx") or "", shutil.which("caddy") or ""
TIMEOUT = 60.0


@dataclass
class Proxy:
    """A proxy that runs: the address at which it listens, and the folder of its logs."""

    address: str
    logs: Path

    def asks(self, method: str, path: str, data: Any = None) -> requests.Response:
        """Ask the proxy, and trust the certificate of this test alone."""
        return requests.request(method, self.address + path, verify=self.certificate, timeout=TIMEOUT, data=data)

    @property
    def certificate(self) -> str:
        """The file of its certificate."""
        return str(self.logs / "doria.pem")

    @property
    def said(self) -> str:
        """Everything that it has logged."""
        return "".join(file.read_text(encoding="utf-8") for file in self.logs.glob("*.log"))


def certificate(folder: Path) -> tuple[Path, Path]:
    """Make a certificate for one day; return its file and that of its key."""
    key = ec.generate_private_key(ec.SECP256R1())
    name = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, "doria.example.org")])
    now = datetime.now(UTC)
    made = (
        x509.CertificateBuilder()
        .subject_name(name)
        .issuer_name(name)
        .public_key(key.public_key())
        .serial_number(x509.random_serial_number())
        .add_extension(x509.SubjectAlternativeName([x509.IPAddress(ip_address("127.0.0.1"))]), critical=False)
        .add_extension(x509.BasicConstraints(ca=True, path_length=None), critical=True)
        .not_valid_before(now - timedelta(hours=1))
        .not_valid_after(now + timedelta(days=1))
        .sign(key, hashes.SHA256())
    )
    pem, private = folder / "doria.pem", folder / "doria.key"
    pem.write_bytes(made.public_bytes(serialization.Encoding.PEM))
    private.write_bytes(
        key.private_bytes(serialization.Encoding.PEM, serialization.PrivateFormat.PKCS8, serialization.NoEncryption())
    )
    return pem, private


def nginx_files(folder: Path, doria: int, https: int, desk: int = 9) -> Path:
    """Write the files of nginx into a folder, for a Doria and a desk on those ports; return the main one."""
    pem, key = certificate(folder)
    for name in ("nginx.conf", "doria-pass.conf", "doria-desk.conf"):
        text = (FOLDER / name).read_text(encoding="utf-8")
        for old, new in {
            "127.0.0.1:8000": f"127.0.0.1:{doria}",
            "127.0.0.1:8001": f"127.0.0.1:{desk}",
            "listen 80 default_server": f"listen 127.0.0.1:{free_port()} default_server",
            "listen 443 ssl": f"listen 127.0.0.1:{https} ssl",
            "/etc/ssl/doria.pem": str(pem),
            "/etc/ssl/doria.key": str(key),
            "/etc/nginx/": f"{folder}/",
            "/var/log/nginx/": f"{folder}/",
        }.items():
            text = text.replace(old, new)
        (folder / name.replace("nginx.conf", "site.conf")).write_text(text, encoding="utf-8")
    temporary = "".join(
        f"{kind}_temp_path {folder}/{kind};" for kind in ("client_body", "proxy", "fastcgi", "uwsgi", "scgi")
    )
    main = folder / "main.conf"
    main.write_text(
        f"daemon off; pid {folder}/nginx.pid; worker_processes 1; events {{ worker_connections 512; }}"
        f" http {{ {temporary} include {folder}/site.conf; }}",
        encoding="utf-8",
    )
    return main


@contextmanager
def nginx(folder: Path, doria: int, desk: int = 9, https: int = 0) -> Iterator[Proxy]:
    """Run nginx in front of the Doria and the desk on those ports; 0 is any port for itself."""
    https = https or free_port()
    main = nginx_files(folder, doria, https, desk)
    with (folder / "start.log").open("wb") as said:
        process = subprocess.Popen(  # noqa: S603 - a program of the system
            [NGINX, "-p", str(folder), "-e", str(folder / "start.log"), "-c", str(main)], stdout=said, stderr=said
        )
    made = Proxy(f"https://127.0.0.1:{https}", folder)
    try:
        deadline = time.monotonic() + TIMEOUT
        while True:
            try:
                made.asks("GET", "/")
            except requests.ConnectionError:
                assert process.poll() is None, made.said
                assert time.monotonic() < deadline
                time.sleep(0.05)
            else:
                break
        yield made
    finally:
        process.terminate()
        process.wait(TIMEOUT)
