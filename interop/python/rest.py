"""Signed requests to the server's REST API, with nothing but the standard library."""

import base64
import hashlib
import hmac
import http.client
import json
import ssl
from email.utils import formatdate
from urllib.parse import urlsplit


class Rest:
    def __init__(self, ready):
        parts = dict(p.split("=", 1) for p in ready["connectionString"].split(";") if p)
        self.host = urlsplit(parts["endpoint"]).netloc
        self.key = base64.b64decode(parts["accesskey"])
        self.tls = ssl.create_default_context(cafile=ready["caCertificate"])

    def __call__(self, method, target, body=None):
        """The status and the JSON of the answer (None without a body)."""
        content = json.dumps(body).encode() if body is not None else b""
        digest = base64.b64encode(hashlib.sha256(content).digest()).decode()
        date = formatdate(usegmt=True)
        to_sign = f"{method}\n{target}\n{date};{self.host};{digest}"
        signature = base64.b64encode(
            hmac.new(self.key, to_sign.encode(), hashlib.sha256).digest()
        ).decode()
        connection = http.client.HTTPSConnection(self.host, context=self.tls, timeout=20)
        connection.request(method, target, content, {
            "Content-Type": "application/json",
            "x-ms-date": date,
            "x-ms-content-sha256": digest,
            "Authorization": "HMAC-SHA256 SignedHeaders=x-ms-date;host;x-ms-content-sha256"
            f"&Signature={signature}",
        })
        response = connection.getresponse()
        text = response.read()
        connection.close()
        return response.status, json.loads(text) if text else None
