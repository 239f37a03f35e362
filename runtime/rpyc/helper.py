import builtins, importlib, json, math, socket, sys


def _goray_connection():
    frame = sys._getframe()
    while frame is not None:
        owner = frame.f_locals.get("self")
        if type(owner).__name__ == "Connection" and hasattr(owner, "_local_root"):
            return owner
        frame = frame.f_back


def _goray_tune(compress):
    connection = _goray_connection()
    try:
        connection._channel.compress = compress
        sock = connection._channel.stream.sock
        if sock.family != getattr(socket, "AF_UNIX", None):
            sock.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
        return True
    except Exception:
        return False


def _goray_make(root):
    def find(module, path):
        if module:
            found = importlib.import_module(module)
            for name in path.split("."):
                found = getattr(found, name)
            return found
        found = getattr(root, "exposed_" + path, None)
        if found is None:
            raise AttributeError("the service exposes no %r; to call into a module, name the module" % path)
        return found

    def plain(value):
        if isinstance(value, (bytes, bytearray, memoryview)):
            import base64

            return base64.b64encode(value).decode("ascii")
        if isinstance(value, (set, frozenset)):
            try:
                return sorted(value)
            except TypeError:
                return list(value)
        convert = getattr(value, "tolist", None) if type(value).__module__ == "numpy" else None
        return str(value) if convert is None else convert()

    def clean(value):
        if isinstance(value, float) and not math.isfinite(value):
            return "NaN" if value != value else "Infinity" if value > 0 else "-Infinity"
        if value is None or isinstance(value, (str, int, float)):
            return value
        if isinstance(value, dict):
            return {key if isinstance(key, str) else str(key): clean(item) for key, item in value.items()}
        if isinstance(value, (list, tuple)):
            return [clean(item) for item in value]
        return clean(plain(value))

    def to_json(value):
        try:
            return json.dumps(value, default=plain, allow_nan=False)
        except (TypeError, ValueError):
            return json.dumps(clean(value), allow_nan=False)

    def call_json(module, path, args, kwargs):
        args = json.loads(args)
        if type(args) is not list:
            raise TypeError("the arguments must be a JSON array, for example [16]")
        return to_json(find(module, path)(*args, **json.loads(kwargs)))

    def getattr_json(module, path):
        return to_json(find(module, path))

    return call_json, getattr_json


_goray = _goray_make(_goray_connection()._local_root)
