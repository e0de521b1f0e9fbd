// The core scenarios of call control, through each version of the official JavaScript SDK.
import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { after, before, describe, test } from "node:test";
import { CommunicationIdentityClient } from "@azure/communication-identity";
import { openSink } from "./sink.mjs";

const VERSIONS = ["1.0.0", "1.2.0", "1.5.1", "1.6.0"];
const API_VERSIONS = {
  "1.0.0": "2023-03-06",
  "1.2.0": "2024-04-15",
  "1.5.1": "2025-06-15",
  "1.6.0": "2026-03-12",
};
const HAS_CREATE_CALL_FAILED = new Set(["1.5.1", "1.6.0"]);

const ready = JSON.parse(readFileSync(process.env.INTEROP_READY_FILE, "utf8"));
const ours = { phoneNumber: ready.numbers[0] };
const ANSWERS = { phoneNumber: "+14255550100" };
const ECHOES = { phoneNumber: "+14255550101" };
const BUSY = { phoneNumber: "+14255550102" };
const DECLINES = { phoneNumber: "+14255550103" };
const UNKNOWN = { phoneNumber: "+14255550105" };
const HANGS_UP = { phoneNumber: "+14255550107" };

let sink;
let identity;
let keys = 0;

before(async () => {
  sink = await openSink(Number(process.env.INTEROP_SINK_PORT));
  identity = new CommunicationIdentityClient(ready.connectionString);
});
after(() => sink.close());

/** A path of its own for the callbacks of one connection. */
function callbackPath() {
  return `/callbacks/${++keys}?keep=a+b:c`;
}

function incomingCallFor(user) {
  return sink.next("/eventgrid", "IncomingCall", (d) => d.to.rawId === user.communicationUserId);
}

const USERS_MESSAGE = /DiagCode: 0#(7000|5001)\.@/;

for (const version of VERSIONS) {
  describe(`@azure/communication-call-automation ${version}`, () => {
    let sdk;
    let client;
    let alice;

    before(async () => {
      sdk = await import(`call-automation-${version}`);
      alice = await identity.createUser();
      client = new sdk.CallAutomationClient(ready.connectionString, { sourceIdentity: alice });
    });

    const phone = (number) => ({ targetParticipant: number, sourceCallIdNumber: ours });

    async function dial(target) {
      const path = callbackPath();
      const invite = target.phoneNumber ? phone(target) : { targetParticipant: target };
      const { callConnection } = await client.createCall(invite, sink.url(path));
      return { path, connection: callConnection };
    }

    async function answered(incoming) {
      const path = callbackPath();
      const context = incoming.item.data.incomingCallContext;
      const { callConnection } = await client.answerCall(context, sink.url(path));
      return { path, connection: callConnection };
    }

    test("a user calls a user, whose application answers; the caller ends it", async () => {
      const bob = await identity.createUser();
      const caller = await dial(bob);
      const callee = await answered(await incomingCallFor(bob));

      const connected = await sink.next(caller.path, "CallConnected");
      await sink.next(callee.path, "CallConnected");
      const roster = await sink.next(caller.path, "ParticipantsUpdated");
      const listed = await caller.connection.listParticipants();
      await caller.connection.hangUp(true);

      const ended = await sink.next(caller.path, "CallDisconnected");
      await sink.next(callee.path, "CallDisconnected");
      assert.deepEqual(
        roster.item.data.participants.map((p) => p.identifier.rawId).sort(),
        [alice.communicationUserId, bob.communicationUserId].sort(),
      );
      assert.equal(listed.values.length, 2);
      assert.match(connected.headers.authorization, /^Bearer [\w-]+\.[\w-]+\.[\w-]+$/);
      if (ended.item.data.resultInformation) {
        assert.match(ended.item.data.resultInformation.message, USERS_MESSAGE);
      }
      const api = API_VERSIONS[version];
      assert.equal(connected.item.data.version, api < "2024-04-15" ? undefined : api);
      const parsed = sdk.parseCallAutomationEvent(connected.item);
      assert.equal(parsed.kind, "CallConnected");
    });

    test("a phone answers and stays until the application hangs up", async () => {
      const call = await dial(ANSWERS);
      await sink.next(call.path, "CallConnected");
      const properties = await call.connection.getCallConnectionProperties();
      assert.equal(properties.callConnectionState, "connected");
      const target = await call.connection.getParticipant(ANSWERS);
      assert.equal(target.identifier.phoneNumber, ANSWERS.phoneNumber);
      await call.connection.hangUp(false);
      await sink.next(call.path, "CallDisconnected");
      await assert.rejects(call.connection.getCallConnectionProperties(), (error) => {
        assert.equal(error.statusCode, 404);
        assert.equal(error.code, "8522");
        return true;
      });
    });

    for (const [name, target, code] of [
      ["busy", BUSY, 486],
      ["declining", DECLINES, 603],
      ["unknown", UNKNOWN, 404],
    ]) {
      test(`a ${name} phone fails the call`, async () => {
        const call = await dial(target);
        const ended = await sink.next(call.path, "CallDisconnected");
        const result = ended.item.data.resultInformation;
        if (result) assert.deepEqual([result.code, result.subCode], [code, 560000 + code]);
        if (HAS_CREATE_CALL_FAILED.has(version)) {
          const failed = await sink.next(call.path, "CreateCallFailed");
          assert.equal(failed.item.data.resultInformation.subCode, 560000 + code);
          sdk.parseCallAutomationEvent(failed.item);
        }
      });
    }

    test("a phone that hangs up ends the call", async () => {
      const call = await dial(HANGS_UP);
      await sink.next(call.path, "CallConnected");
      const ended = await sink.next(call.path, "CallDisconnected");
      const result = ended.item.data.resultInformation;
      if (result) assert.deepEqual([result.code, result.subCode], [200, 560000]);
    });

    test("an application rejects a call", async () => {
      const bob = await identity.createUser();
      const caller = await dial(bob);
      const incoming = await incomingCallFor(bob);
      await client.rejectCall(incoming.item.data.incomingCallContext);
      const ended = await sink.next(caller.path, "CallDisconnected");
      const result = ended.item.data.resultInformation;
      if (result) assert.deepEqual([result.code, result.subCode], [200, 5002]);
    });

    test("an application redirects a call to another user, whose application answers", async () => {
      const bob = await identity.createUser();
      const carol = await identity.createUser();
      const caller = await dial(bob);
      const incoming = await incomingCallFor(bob);
      await client.redirectCall(incoming.item.data.incomingCallContext, { targetParticipant: carol });
      const callee = await answered(await incomingCallFor(carol));
      await sink.next(caller.path, "CallConnected");
      await sink.next(callee.path, "CallConnected");
      await caller.connection.hangUp(true);
      await sink.next(callee.path, "CallDisconnected");
    });

    test("a phone is added to a call and removed from it", async () => {
      const call = await dial(ANSWERS);
      await sink.next(call.path, "CallConnected");
      const added = await call.connection.addParticipant(phone(ECHOES), { operationContext: "add" });
      assert.equal(added.operationContext, "add");
      const succeeded = await sink.next(call.path, "AddParticipantSucceeded");
      assert.equal(succeeded.item.data.operationContext, "add");
      assert.equal(succeeded.item.data.participant.phoneNumber.value, ECHOES.phoneNumber);
      sdk.parseCallAutomationEvent(succeeded.item);
      assert.equal((await call.connection.listParticipants()).values.length, 3);
      await call.connection.removeParticipant(ECHOES, { operationContext: "remove" });
      const removed = await sink.next(call.path, "RemoveParticipantSucceeded");
      assert.equal(removed.item.data.operationContext, "remove");
      await call.connection.hangUp(true);
      await sink.next(call.path, "CallDisconnected");
    });

    test("adding a busy phone fails and leaves the call talking", async () => {
      const call = await dial(ANSWERS);
      await sink.next(call.path, "CallConnected");
      await call.connection.addParticipant(phone(BUSY));
      const failed = await sink.next(call.path, "AddParticipantFailed");
      assert.equal(failed.item.data.resultInformation.subCode, 560486);
      assert.equal((await call.connection.getCallConnectionProperties()).callConnectionState, "connected");
      await call.connection.hangUp(true);
      await sink.next(call.path, "CallDisconnected");
    });

    test("a group call rings everybody", async () => {
      const path = callbackPath();
      const { callConnection } = await client.createGroupCall(
        [ANSWERS, ECHOES],
        sink.url(path),
        { sourceCallIdNumber: ours, sourceDisplayName: "Cordboard" },
      );
      await sink.next(path, "CallConnected");
      await sink.next(path, "ParticipantsUpdated", (d) => d.participants.length === 3);
      await callConnection.hangUp(true);
      await sink.next(path, "CallDisconnected");
    });
  });
}
