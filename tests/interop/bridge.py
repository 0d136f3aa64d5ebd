"""The bridge: a proxy that answers for africastalking.com, because that address is fixed in its SDKs.

A client is told of the proxy and of its certificate by the environment, as behind the proxy of any office. Nothing of
the client is changed.
"""

import ssl
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime, timedelta
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

import requests
from cryptography import x509
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.serialization import Encoding, NoEncryption, PrivateFormat
from cryptography.x509.oid import ExtendedKeyUsageOID, NameOID

DOMAIN = "africastalking.com"
_TIMEOUT = 60
_HOP_BY_HOP = {"connection", "transfer-encoding", "content-length", "content-encoding", "keep-alive", "server", "date"}


@contextmanager
def bridge(target: str, folder: Path) -> Iterator[dict[str, str]]:
    """Run a bridge to `target`; give the environment that leads a client over it."""
    authority = folder / "authority.pem"
    server = _Server(("127.0.0.1", 0), _Outside)
    server.target, server.tls = target, _tls(authority, folder / "server.pem")
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.02})
    thread.start()
    address = f"http://127.0.0.1:{server.server_port}"
    try:
        yield {
            "HTTPS_PROXY": address,
            "https_proxy": address,
            "NO_PROXY": "",
            "no_proxy": "",
            "REQUESTS_CA_BUNDLE": str(authority),
            "NODE_EXTRA_CA_CERTS": str(authority),
        }
    finally:
        server.shutdown()
        thread.join()
        server.server_close()


class _Server(ThreadingHTTPServer):
    target: str
    tls: ssl.SSLContext


class _Outside(BaseHTTPRequestHandler):
    """The proxy: it opens a tunnel, whose other end is the bridge itself."""

    server: _Server

    def do_CONNECT(self) -> None:
        """Open a tunnel to the one domain."""
        if not self.path.partition(":")[0].endswith(DOMAIN):
            self.send_error(403)
            return
        self.send_response(200, "Connection established")
        self.end_headers()
        with self.server.tls.wrap_socket(self.connection, server_side=True) as secure:
            _Inside(secure, self.client_address, self.server)
        self.close_connection = True

    def log_message(self, format: str, *args: object) -> None:  # noqa: A002 - the library's name
        """Log nothing."""


class _Inside(BaseHTTPRequestHandler):
    """The end of a tunnel: it hands a request on, and its answer back."""

    server: _Server

    def do_GET(self) -> None:
        """Hand on a GET request."""
        self._hand_on()

    def do_POST(self) -> None:
        """Hand on a POST request."""
        self._hand_on()

    def _hand_on(self) -> None:
        body = self.rfile.read(int(self.headers.get("Content-Length", "0")))
        headers = {name: value for name, value in self.headers.items() if name.lower() not in {"host", *_HOP_BY_HOP}}
        answer = requests.request(
            self.command, self.server.target + self.path, data=body, headers=headers, timeout=_TIMEOUT
        )
        self.send_response(answer.status_code)
        for name, value in answer.headers.items():
            if name.lower() not in _HOP_BY_HOP:
                self.send_header(name, value)
        self.send_header("Content-Length", str(len(answer.content)))
        self.end_headers()
        self.wfile.write(answer.content)

    def log_message(self, format: str, *args: object) -> None:  # noqa: A002 - the library's name
        """Log nothing."""


def _tls(authority: Path, server: Path) -> ssl.SSLContext:
    """Return the server's side of TLS for the domain; write the authority's certificate for the clients."""
    issuer, issuer_key = _certificate("The bridge of a test", None)
    authority.write_bytes(issuer.public_bytes(Encoding.PEM))
    certificate, key = _certificate(DOMAIN, (issuer, issuer_key))
    private = key.private_bytes(Encoding.PEM, PrivateFormat.PKCS8, NoEncryption())
    server.touch(mode=0o600)
    server.write_bytes(private + certificate.public_bytes(Encoding.PEM))
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(server)
    return context


def _certificate(
    name: str, issuer: tuple[x509.Certificate, ec.EllipticCurvePrivateKey] | None
) -> tuple[x509.Certificate, ec.EllipticCurvePrivateKey]:
    """Return a certificate for an hour with its key: of an authority, or of a server if there is an issuer."""
    key = ec.generate_private_key(ec.SECP256R1())
    subject = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, name)])
    signer = issuer[1] if issuer else key
    now = datetime.now(UTC)
    made = (
        x509.CertificateBuilder()
        .subject_name(subject)
        .issuer_name(issuer[0].subject if issuer else subject)
        .public_key(key.public_key())
        .serial_number(x509.random_serial_number())
        .not_valid_before(now - timedelta(hours=1))
        .not_valid_after(now + timedelta(hours=1))
        .add_extension(x509.BasicConstraints(ca=issuer is None, path_length=None), critical=True)
        .add_extension(x509.SubjectKeyIdentifier.from_public_key(key.public_key()), critical=False)
        .add_extension(x509.AuthorityKeyIdentifier.from_issuer_public_key(signer.public_key()), critical=False)
        .add_extension(_usage(is_authority=issuer is None), critical=True)
    )
    if issuer:
        names = [x509.DNSName(one) for one in (DOMAIN, f"*.{DOMAIN}", f"*.sandbox.{DOMAIN}")]
        made = made.add_extension(x509.SubjectAlternativeName(names), critical=False)
        made = made.add_extension(x509.ExtendedKeyUsage([ExtendedKeyUsageOID.SERVER_AUTH]), critical=False)
    return made.sign(signer, hashes.SHA256()), key


def _usage(*, is_authority: bool) -> x509.KeyUsage:
    return x509.KeyUsage(
        digital_signature=not is_authority,
        key_cert_sign=is_authority,
        crl_sign=is_authority,
        content_commitment=False,
        key_encipherment=False,
        data_encipherment=False,
        key_agreement=False,
        encipher_only=False,
        decipher_only=False,
    )
