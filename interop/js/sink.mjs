// Receives what a server sends to an application: callbacks and Event Grid events.
import { createServer } from "node:http";

const WAIT_MILLIS = 20_000;

/** Listens on a free port until closed. */
export async function openSink() {
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
  await new Promise((done) => http.listen(0, "127.0.0.1", done));
  const { port } = http.address();

  /** The types of the events at a path so far, in the order in which they came. */
  const types = (path) => at(path).map((event) => event.type.split(".").pop());
  const at = (path) => events.filter((event) => event.path === path);

  /** The first event that fits, now or later. */
  function next(path, type, fits = () => true) {
    return new Promise((resolve, reject) => {
      const timer = setTimeout(() => {
        waiting.delete(check);
        reject(new Error(`no such ${type} at ${path}; there: ${types(path).join(", ") || "nothing"}`));
      }, WAIT_MILLIS);
      timer.unref(); // The open server keeps the process, a wait that nobody needs any more does not.
      const check = () => {
        const found = at(path).find((e) => e.type.endsWith("." + type) && fits(e.item.data));
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
    at,
    next,
    types,
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
