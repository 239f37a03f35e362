"""A safe RPyC server for clients in C++, C and Go: `python -m goray.rpyc_server --allow math --allow statistics.fmean`.

RPyC's own servers give everyone who can reach their port the whole machine. This one
- listens on this machine only, unless told otherwise, and on a network only with client certificates (TLS),
- calls nothing but what is allowed by name: modules ("math": what the module itself defines or lists in `__all__`) or
  single functions and attributes ("statistics.fmean"),
- sends and takes values only, no references to objects, so a client cannot walk from a result to anything else,
- reads messages up to a size, also when they are compressed.

What an allowed function can do, a client can do: `numpy` can read files, `math` cannot. Allow functions rather than
packages. Needs the package `rpyc` (`pip install goray-cpp[rpyc]`), 5.3.1 or 6.
"""

from __future__ import annotations

import argparse
import importlib
import ipaddress
import sys
import zlib
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path
from types import ModuleType
from typing import Any, NoReturn

import goray_rpyc_helper as helper

DEFAULT_PORT = 18812
DEFAULT_TLS_PORT = 18821
DEFAULT_MESSAGE_MIB = 64
INFLATION_FACTOR = 16
INFLATION_AT_LEAST = 1 << 20
"""A compressed message inflates to this many times its size, or to this size; never beyond the limit of messages."""
OPEN_FLAG = "--let-anyone-on-the-network-call"


class NotAllowedError(PermissionError):
    """A client asked for a name that is not on the list."""


@dataclass(frozen=True)
class AllowList:
    """What clients may name: modules, and single names in modules ("statistics.fmean")."""

    entries: frozenset[str]

    def find(self, root: object, target: object, path: str) -> Any:
        """The object that `target.path` names. Raises `NotAllowedError`."""
        del root
        if type(target) is not str or type(path) is not str or not target or not path:
            raise NotAllowedError("this server calls functions of modules by name, and nothing else")
        name = f"{target}.{path}"
        if not self.allows(target, path):
            raise NotAllowedError(f"{name} is not on this server's list; start it with --allow {name}")
        found: Any = importlib.import_module(target)
        for part in path.split("."):
            found = getattr(found, part)
        if isinstance(found, ModuleType):
            raise NotAllowedError(f"{name} is a module; name a function in it")
        return found

    def allows(self, module: str, path: str) -> bool:
        if any(part.startswith("_") for part in [*module.split("."), *path.split(".")]):
            return False
        if f"{module}.{path}" in self.entries:
            return True
        return module in self.entries and "." not in path and path in public_names(importlib.import_module(module))


def public_names(module: ModuleType) -> frozenset[str]:
    """`__all__`, or the names that the module itself defines: not what it imported."""
    listed = getattr(module, "__all__", None)
    if listed is not None:
        return frozenset(listed)
    return frozenset(
        name
        for name, value in vars(module).items()
        if not name.startswith("_")
        and not isinstance(value, ModuleType)
        and getattr(value, "__module__", module.__name__) in (module.__name__, None)
    )


def check_copied(value: Any, what: str) -> Any:
    """Raises TypeError if something in `value`, as it travels, would be a reference."""
    if type(value) not in helper.COPIED:
        raise TypeError(f"{what} of type {type(value).__name__} cannot be copied, and this server sends no references")
    if type(value) in (tuple, frozenset):
        for item in value:
            check_copied(item, what)
    return value


def make_functions(allowed: AllowList) -> dict[str, Callable[..., Any]]:
    """The helper's functions for values and allowed names only; those that cannot be made safe refuse."""
    functions = helper.make_functions(None, allowed.find)

    def checked_call(target: Any, path: Any, args: Any, kwargs: Any = (), by_reference: Any = False) -> Any:
        check_copied((args, kwargs), "an argument")
        refuse_reference(by_reference)
        return check_copied(functions["call"](target, path, args, kwargs, False), "a result")

    def checked_get(target: Any, path: Any, by_reference: Any) -> Any:
        refuse_reference(by_reference)
        return check_copied(functions["get"](target, path, False), "a result")

    def refuse_reference(by_reference: Any) -> None:
        if by_reference is not False:
            refuse()

    def refuse(*_: Any) -> None:
        raise NotAllowedError("this server sends values only: no references, no assignments, no code")

    safe: dict[str, Callable[..., Any]] = {
        "call_json": functions["call_json"],
        "get_json": functions["get_json"],
        "call": checked_call,
        "get": checked_get,
    }
    return {name: safe.get(name, refuse) for name in functions}


def make_service(allowed: AllowList, max_bytes: int = DEFAULT_MESSAGE_MIB << 20) -> Any:
    """The RPyC service; its one function gives the client the helper's functions."""
    rpyc = import_rpyc()
    channel = make_channel(max_bytes)
    functions = make_functions(allowed)

    class AllowListService(rpyc.Service):  # type: ignore[name-defined, misc]
        ALIASES = ("GORAY",)

        def on_connect(self, conn: Any) -> None:
            conn._channel = channel(conn._channel.stream)
            self.connection = conn

        def exposed_goray_functions(self, compress: bool) -> Any:
            return helper.answer(functions, helper.tune(self.connection, compress is True))

    return AllowListService


def make_channel(max_bytes: int) -> Any:
    """RPyC's class of channels with a limit of messages; one that exceeds it ends its connection."""
    channel_module = importlib.import_module("rpyc.core.channel")

    class LimitedChannel(channel_module.Channel):  # type: ignore[name-defined, misc]
        def recv(self) -> bytes:
            length, compressed = self.FRAME_HEADER.unpack(self.stream.read(self.FRAME_HEADER.size))
            if length > max_bytes:
                self.refuse(f"a message of {length} bytes exceeds the limit of {max_bytes}; see --max-message")
            data: bytes = self.stream.read(length + len(self.FLUSHER))[: -len(self.FLUSHER)]
            return self.inflate(data) if compressed else data

        def inflate(self, data: bytes) -> bytes:
            limit = min(max_bytes, max(INFLATION_FACTOR * len(data), INFLATION_AT_LEAST))
            inflater = zlib.decompressobj()
            try:
                inflated = inflater.decompress(data, limit)
                too_long = not inflater.eof and inflater.decompress(inflater.unconsumed_tail, 1)
            except zlib.error as error:
                self.refuse(f"a damaged compressed message: {error}")
            if too_long:
                self.refuse(f"a compressed message of {len(data)} bytes exceeds the limit of {limit}")
            if not inflater.eof:
                self.refuse("a damaged compressed message: it is cut off")
            return inflated

        def refuse(self, reason: str) -> NoReturn:
            self.close()
            raise EOFError(reason)  # as RPyC says that a connection has ended

    return LimitedChannel


def import_rpyc() -> Any:
    try:
        return importlib.import_module("rpyc")
    except ModuleNotFoundError:
        raise SystemExit("goray.rpyc_server: the package rpyc is missing; pip install 'goray-cpp[rpyc]'") from None


def make_parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(
        prog="python -m goray.rpyc_server",
        description="Serves allowed Python functions to RPyC clients in C++, C and Go.",
    )
    parser.add_argument(
        "--allow",
        action="append",
        default=[],
        metavar="NAME",
        help='a module ("math") or a function ("statistics.fmean"); repeatable',
    )
    parser.add_argument(
        "--host", default="127.0.0.1", help="address to listen on (default: %(default)s, this machine only)"
    )
    parser.add_argument(
        "--port", type=int, help=f"default: {DEFAULT_PORT}, with TLS {DEFAULT_TLS_PORT}; 0: any free one"
    )
    parser.add_argument(
        "--socket", type=Path, metavar="PATH", help="listen on a unix socket instead, for this user only"
    )
    parser.add_argument("--tls-cert", type=Path, metavar="PEM", help="the server's certificate; turns TLS on")
    parser.add_argument("--tls-key", type=Path, metavar="PEM", help="its key")
    parser.add_argument(
        "--tls-client-ca", type=Path, metavar="PEM", help="clients must show a certificate of this authority"
    )
    parser.add_argument(
        "--max-message",
        type=int,
        default=DEFAULT_MESSAGE_MIB,
        metavar="MIB",
        help="a client's message may be this long (default: %(default)s)",
    )
    parser.add_argument(
        OPEN_FLAG, action="store_true", dest="open", help="allow a network address without client certificates"
    )
    return parser


def check_arguments(arguments: argparse.Namespace) -> str | None:
    """What is wrong with the command line, or None."""
    if not arguments.allow:
        return "nothing is allowed; name modules or functions: --allow math --allow statistics.fmean"
    if not 1 <= arguments.max_message <= 4095:
        return "--max-message must be from 1 to 4095"
    if (arguments.tls_cert is None) != (arguments.tls_key is None):
        return "--tls-cert and --tls-key go together"
    if arguments.tls_client_ca and not arguments.tls_cert:
        return "--tls-client-ca needs --tls-cert and --tls-key"
    if arguments.socket and (arguments.tls_cert or arguments.port is not None):
        return "--socket goes with neither --port nor TLS"
    if arguments.socket or arguments.tls_client_ca or arguments.open or is_loopback(arguments.host):
        return None
    return (
        f"{arguments.host} can be reached from other machines, and anyone there could call the allowed functions; "
        f"ask for client certificates (--tls-cert, --tls-key, --tls-client-ca), or say {OPEN_FLAG}"
    )


def is_loopback(host: str) -> bool:
    if host == "localhost":
        return True
    try:
        return ipaddress.ip_address(host).is_loopback
    except ValueError:
        return False


def make_server(arguments: argparse.Namespace) -> Any:
    import_rpyc()
    server_module = importlib.import_module("rpyc.utils.server")
    service = make_service(AllowList(frozenset(arguments.allow)), arguments.max_message << 20)
    where: dict[str, Any]
    if arguments.socket:
        where = {"socket_path": str(arguments.socket)}
    else:
        port = (
            arguments.port if arguments.port is not None else DEFAULT_TLS_PORT if arguments.tls_cert else DEFAULT_PORT
        )
        where = {"hostname": arguments.host, "port": port, "ipv6": ":" in arguments.host}
    if arguments.tls_cert:
        authenticators = importlib.import_module("rpyc.utils.authenticators")
        where["authenticator"] = authenticators.SSLAuthenticator(
            arguments.tls_key, arguments.tls_cert, arguments.tls_client_ca
        )
    return server_module.ThreadedServer(service, protocol_config={"allow_pickle": False}, **where)


def main(argv: Sequence[str] | None = None) -> int:
    parser = make_parser()
    arguments = parser.parse_args(argv)
    wrong = check_arguments(arguments)
    if wrong:
        parser.error(wrong)
    try:
        server = make_server(arguments)
    except OSError as error:
        parser.error(f"cannot listen on {arguments.socket or arguments.host}: {error}")
    if arguments.socket:
        arguments.socket.chmod(0o600)
        address = f"unix:{arguments.socket}"
    else:
        address = f"{'tls://' if arguments.tls_cert else ''}{arguments.host}:{server.port}"
    server._listen()  # start() would, but then the line below would promise too early
    print(f"serving {', '.join(sorted(arguments.allow))} on {address}", flush=True)
    try:
        server.start()
    except KeyboardInterrupt:
        server.close()
    finally:
        if arguments.socket:
            arguments.socket.unlink(missing_ok=True)
    return 0


if __name__ == "__main__":
    from goray import rpyc_server  # so that clients see goray.rpyc_server.NotAllowedError, not __main__'s

    sys.exit(rpyc_server.main())
