// Steers a call: calls a phone, adds a colleague and takes that back, joins the call a second time as a supervisor would,
// and hands the phone over to somebody else. As the service's own samples do it: the connection string comes from
// outside, everything else is the official SDK.
//
// Usage: node steering.mjs <number to call> <colleague> <number to hand over to> <number to show>, with the connection
// string in the environment variable COMMUNICATION_CONNECTION_STRING.
import { createServer } from "node:http";
import { CallAutomationClient, parseCallAutomationEvent } from "@azure/communication-call-automation";

const PATIENCE_MILLIS = 20_000;
const [caller, colleague, successor, shown] = process.argv.slice(2).map((number) => ({ phoneNumber: number }));
const client = new CallAutomationClient(process.env.COMMUNICATION_CONNECTION_STRING);

// Webhooks: one path for the application, one for the supervisor.
const events = [];
const waiting = new Set();
const webhooks = createServer(async (request, response) => {
  let body = "";
  for await (const part of request) body += part;
  response.end();
  for (const item of JSON.parse(body)) {
    const event = parseCallAutomationEvent(item);
    console.log(`${request.url.slice(1)} hears ${event.kind}`);
    events.push({ path: request.url, event });
  }
  for (const check of waiting) check();
});
await new Promise((done) => webhooks.listen(0, "127.0.0.1", done));
const callbacks = (path) => `http://127.0.0.1:${webhooks.address().port}/${path}`;

function heard(path, kind) {
  return new Promise((resolve, reject) => {
    const timer = setTimeout(() => reject(new Error(`no ${kind} has come`)), PATIENCE_MILLIS);
    const check = () => {
      const found = events.find((each) => each.path === `/${path}` && each.event.kind === kind);
      if (!found) return;
      clearTimeout(timer);
      waiting.delete(check);
      resolve(found.event);
    };
    waiting.add(check);
    check();
  });
}

console.log(`calls ${caller.phoneNumber}`);
const invite = { targetParticipant: caller, sourceCallIdNumber: shown };
const { callConnection: call } = await client.createCall(invite, callbacks("application"));
await heard("application", "CallConnected");
const { serverCallId } = await call.getCallConnectionProperties();
console.log(`server ${serverCallId}`);

console.log(`adds ${colleague.phoneNumber}, who does not answer, and takes it back`);
const added = await call.addParticipant({ targetParticipant: colleague, sourceCallIdNumber: shown });
await call.cancelAddParticipantOperation(added.invitationId);
await heard("application", "CancelAddParticipantSucceeded");

console.log("a supervisor connects to the running call, and leaves it");
const locator = { kind: "serverCallLocator", id: serverCallId };
const { callConnection: supervision } = await client.connectCall(locator, callbacks("supervisor"));
await heard("supervisor", "CallConnected");
const { values } = await supervision.listParticipants();
console.log(`the supervisor sees ${values.length} participants`);
await supervision.hangUp(false);
await heard("supervisor", "CallDisconnected");

console.log(`hands ${caller.phoneNumber} over to ${successor.phoneNumber}`);
await call.transferCallToParticipant(successor, { transferee: caller, sourceCallIdNumber: shown });
await heard("application", "CallTransferAccepted");
await heard("application", "CallDisconnected");

webhooks.closeAllConnections();
webhooks.close();
