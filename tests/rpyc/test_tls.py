"""TLS: who is let in, and whom we believe."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from tests.rpyc.bridge import BridgeError, Library
from tests.rpyc.conftest import Server


@pytest.fixture
def address(shared_server: Callable[..., Server], version: str) -> str:
    """Of a server that asks for client certificates."""
    return shared_server(version, "slave", "tls-client").address


def files(folder: Path, ca: str = "ca", client: str | None = "client") -> dict[str, Path]:
    own = {"cert_file": folder / f"{client}.pem", "key_file": folder / f"{client}.key"} if client else {}
    return {"ca_file": folder / f"{ca}.pem", **own}


def test_certificates_that_fit(bridge: Library, certificates: Path, address: str) -> None:
    with bridge.open(address, **files(certificates)) as client:
        assert client.call("math", "sqrt", 16) == 4.0
        assert client.call("builtins", "str", "x" * 500_000) == "x" * 500_000


@pytest.mark.parametrize("client", [None, "stranger"])
def test_a_client_without_the_right_certificate(
    bridge: Library, certificates: Path, address: str, client: str | None
) -> None:
    with pytest.raises(BridgeError, match="cannot connect to tls://") as caught:
        bridge.open(address, **files(certificates, client=client))
    assert caught.value.kind == "connection"


@pytest.mark.parametrize(
    ("options", "reason"),
    [
        ({"ca": "other"}, "certificate verify failed|self-signed|unable to get local issuer"),
        ({"server_name": "elsewhere"}, "hostname mismatch"),
    ],
)
def test_a_server_we_do_not_believe(
    bridge: Library, certificates: Path, address: str, options: dict[str, str], reason: str
) -> None:
    others = {name: value for name, value in options.items() if name != "ca"}
    given = {**files(certificates, options.get("ca", "ca")), **others}
    with pytest.raises(BridgeError, match=reason):
        bridge.open(address, **given)


def test_no_verification_must_be_said(bridge: Library, certificates: Path, address: str) -> None:
    own = files(certificates)
    del own["ca_file"]
    with pytest.raises(BridgeError):
        bridge.open(address, **own)
    with bridge.open(address, insecure_skip_verify=1, **own) as client:
        assert client.call("math", "sqrt", 16) == 4.0


def test_a_missing_file_is_named(bridge: Library, address: str) -> None:
    with pytest.raises(BridgeError, match=r"ca_file /no/such\.pem"):
        bridge.open(address, ca_file="/no/such.pem")


def test_a_server_without_tls(bridge: Library, shared_server: Callable[..., Server], version: str) -> None:
    plain = shared_server(version, "slave").address
    with pytest.raises(BridgeError, match="cannot connect to tls://"):
        bridge.open(f"tls://{plain}", connect_timeout_ms=2000)
