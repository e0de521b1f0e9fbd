"""Receives what a server sends to an application: callbacks and Event Grid events."""

import json
import threading
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

WAIT_SECONDS = 20


class Sink:
    """Listens on a free port until closed."""

    def __init__(self):
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

        self.server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
        self.server.daemon_threads = True
        self.port = self.server.server_address[1]
        threading.Thread(target=self.server.serve_forever, daemon=True).start()

    def received(self, path, items):
        with self.changed:
            self.events += [(path, item.get("type") or item.get("eventType"), item) for item in items]
            self.changed.notify_all()

    def url(self, path):
        return f"http://127.0.0.1:{self.port}{path}"

    def at(self, path):
        """The events at a path so far, in the order in which they came."""
        with self.changed:
            return [item for where, _, item in self.events if where == path]

    def types(self, path):
        return [(item.get("type") or item["eventType"]).split(".")[-1] for item in self.at(path)]

    def next_item(self, path, kind, fits=lambda data: True):
        """The first event that fits, now or later."""

        def found():
            for at, name, item in self.events:
                if at == path and name.endswith("." + kind) and fits(item["data"]):
                    return item
            return None

        with self.changed:
            if not self.changed.wait_for(lambda: found() is not None, WAIT_SECONDS):
                there = [name for at, name, _ in self.events if at == path]
                raise AssertionError(f"no such {kind} at {path}; there: {there}")
            return found()

    def next(self, path, kind, fits=lambda data: True):
        """The data of the first event that fits, now or later."""
        return self.next_item(path, kind, fits)["data"]

    def close(self):
        self.server.shutdown()
        self.server.server_close()


def _validation(item):
    if item.get("eventType") == "Microsoft.EventGrid.SubscriptionValidationEvent":
        return {"validationResponse": item["data"]["validationCode"]}
    return {}
