// Signed requests to the server's own API, which no SDK knows.
import { createHash, createHmac } from "node:crypto";
import { request } from "node:https";

/** A function that sends a request and gives its status and JSON. */
export function signedRequests(connectionString) {
  const parts = /endpoint=([^;]+);accesskey=([^;]+)/.exec(connectionString);
  const endpoint = new URL(parts[1]);
  const key = Buffer.from(parts[2], "base64");

  return function send(method, target, body) {
    const content = body === undefined ? "" : JSON.stringify(body);
    const digest = createHash("sha256").update(content).digest("base64");
    const date = new Date().toUTCString();
    const toSign = `${method}\n${target}\n${date};${endpoint.host};${digest}`;
    const signature = createHmac("sha256", key).update(toSign).digest("base64");
    const headers = {
      "content-type": "application/json",
      "content-length": Buffer.byteLength(content),
      "x-ms-date": date,
      "x-ms-content-sha256": digest,
      authorization: `HMAC-SHA256 SignedHeaders=x-ms-date;host;x-ms-content-sha256&Signature=${signature}`,
    };
    return new Promise((resolve, reject) => {
      const sent = request(new URL(target, endpoint), { method, headers }, (answer) => {
        const received = [];
        answer.on("data", (part) => received.push(part));
        answer.on("end", () => {
          const text = Buffer.concat(received).toString();
          resolve({ status: answer.statusCode, json: text ? JSON.parse(text) : undefined });
        });
      });
      sent.on("error", reject);
      sent.end(content);
    });
  };
}
