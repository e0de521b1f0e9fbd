// Receives what a server sends to an application: callbacks and Event Grid events.
import { createServer } from "node:http";

const WAIT_MILLIS = 20_000;

/** Listens on the port that the server was told, until closed. */
export async function openSink(port) {
  const events = [];
  const waiting = new Set();
  const http = createServer((request, response) => {
    const parts = [];
    request.on("data", (part) => parts.push(part));
    request.on("end", () => {
      const items = JSON.parse(Buffer.concat(parts).toString());
      const answer = validation(items[0]);
      response.writeHead(200, { "content-type": "application/json" });
      response.end(JSON.stringify(answer));
      for (const item of items) {
        const type = item.type ?? item.eventType;
        events.push({ path: request.url, type, item, headers: request.headers });
      }
      for (const check of waiting) check();
    });
  });
  await new Promise((done) => http.listen(port, "127.0.0.1", done));

  /** The first event that fits, now or later. */
  function next(path, type, fits = () => true) {
    return new Promise((resolve, reject) => {
      const seen = () => events.filter((e) => e.path === path).map((e) => e.type);
      const timer = setTimeout(() => {
        waiting.delete(check);
        reject(new Error(`no ${type} at ${path}; there: ${seen().join(", ") || "nothing"}`));
      }, WAIT_MILLIS);
      const check = () => {
        const found = events.find(
          (e) => e.path === path && e.type.endsWith("." + type) && fits(e.item.data),
        );
        if (!found) return;
        clearTimeout(timer);
        waiting.delete(check);
        resolve(found);
      };
      waiting.add(check);
      check();
    });
  }

  return {
    events,
    next,
    url: (path) => `http://127.0.0.1:${port}${path}`,
    close: () => new Promise((done) => {
      http.closeAllConnections();
      http.close(done);
    }),
  };
}

function validation(item) {
  return item.eventType === "Microsoft.EventGrid.SubscriptionValidationEvent"
    ? { validationResponse: item.data.validationCode }
    : {};
}
