"""Receives what a server sends to an application: callbacks and Event Grid events."""

import json
import threading
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

WAIT_SECONDS = 20


class Sink:
    """Listens on the port that the server was told, until closed."""

    def __init__(self, port):
        self.events = []
        self.changed = threading.Condition()
        sink = self

        class Handler(BaseHTTPRequestHandler):
            protocol_version = "HTTP/1.1"

            def do_POST(self):
                items = json.loads(self.rfile.read(int(self.headers["Content-Length"])))
                answer = json.dumps(_validation(items[0])).encode()
                self.send_response(200)
                self.send_header("Content-Type", "application/json")
                self.send_header("Content-Length", str(len(answer)))
                self.end_headers()
                self.wfile.write(answer)
                sink.received(self.path, items)

            def log_message(self, *args):
                pass

        self.server = ThreadingHTTPServer(("127.0.0.1", port), Handler)
        self.server.daemon_threads = True
        self.port = port
        threading.Thread(target=self.server.serve_forever, daemon=True).start()

    def received(self, path, items):
        with self.changed:
            self.events += [(path, item.get("type") or item.get("eventType"), item) for item in items]
            self.changed.notify_all()

    def url(self, path):
        return f"http://127.0.0.1:{self.port}{path}"

    def next(self, path, kind, fits=lambda data: True):
        """The data of the first event that fits, now or later."""

        def found():
            for at, name, item in self.events:
                if at == path and name.endswith("." + kind) and fits(item["data"]):
                    return item["data"]
            return None

        with self.changed:
            if not self.changed.wait_for(lambda: found() is not None, WAIT_SECONDS):
                there = [name for at, name, _ in self.events if at == path]
                raise AssertionError(f"no {kind} at {path}; there: {there}")
            return found()

    def close(self):
        self.server.shutdown()
        self.server.server_close()


def _validation(item):
    if item.get("eventType") == "Microsoft.EventGrid.SubscriptionValidationEvent":
        return {"validationResponse": item["data"]["validationCode"]}
    return {}
