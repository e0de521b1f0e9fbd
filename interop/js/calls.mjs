// Calls that are made, answered, rejected, redirected and ended.
import assert from "node:assert/strict";
import { test } from "node:test";
import { setTimeout } from "node:timers/promises";
import { rawIds, refused } from "./application.mjs";
import { ANSWERS, BUSY, DECLINES, ECHOES, HANGS_UP, UNKNOWN } from "./surroundings.mjs";

export function calls(app) {
  test("a user calls a user, whose application answers; the caller ends it", async () => {
    const { bob, caller, callee } = await app().usersTalk();

    const listed = await caller.at.listParticipants();
    await caller.at.hangUp(true);

    await app().ended(caller, 200, 7000);
    await app().ended(callee, 200, 5001);
    assert.deepEqual(rawIds(listed.values), [app().self, bob].map((u) => u.communicationUserId).sort());
    const { item, headers } = app().around.sink.at(caller.path)[0];
    assert.match(headers.authorization, /^Bearer [\w-]+\.[\w-]+\.[\w-]+$/);
    assert.equal(item.source, `calling/callConnections/${caller.properties.callConnectionId}`);
  });

  test("a phone answers and stays until the application hangs up", async () => {
    const call = await app().dial(ANSWERS, { operationContext: "dialled" });
    const connected = await app().event(call, "CallConnected");
    const properties = await call.at.getCallConnectionProperties();
    const target = await call.at.getParticipant(ANSWERS);
    await call.at.hangUp(false);

    const ended = await app().ended(call, 200, 7000);
    await refused(call.at.getCallConnectionProperties(), 404, "8522");
    assert.equal(properties.callConnectionState, "connected");
    assert.equal(target.identifier.phoneNumber, ANSWERS.phoneNumber);
    assert.deepEqual([connected.operationContext, ended.operationContext], ["dialled", "dialled"]);
  });

  for (const [name, target, code] of [
    ["busy", BUSY, 486],
    ["declining", DECLINES, 603],
    ["unknown", UNKNOWN, 404],
  ]) {
    test(`a ${name} phone fails the call`, async () => {
      const call = await app().dial(target);
      await app().ended(call, code, 560000 + code);
      if (app().has("failedEvents")) {
        app().result(await app().event(call, "CreateCallFailed"), code, 560000 + code);
      }
    });
  }

  test("a phone that hangs up ends the call", async () => {
    const call = await app().phoneTalks(HANGS_UP);
    await app().ended(call, 200, 560000);
  });

  test("a call that still rings is taken back", async () => {
    const bob = await app().newUser();
    const call = await app().dial(bob);
    const { incomingCallContext } = await app().ringing(bob);

    await call.at.hangUp(true);

    await app().event(call, "CallDisconnected");
    await refused(app().client.rejectCall(incomingCallContext), 404, "8522");
  });

  for (const [reason, status] of [["none", 603], ["busy", 486], ["forbidden", 403]]) {
    test(`an application rejects a phone's call (${reason}), which the phone sees as ${status}`, async () => {
      const bob = await app().newUser();
      const phone = await app().around.phoneDials(ANSWERS, bob.communicationUserId.slice("8:acs:".length));
      const { incomingCallContext } = await app().ringing(bob);

      await app().client.rejectCall(incomingCallContext, { callRejectReason: reason });

      await refused(app().client.answerCall(incomingCallContext, "http://127.0.0.1:9/"), 404, "8522");
      const call = await seen(phone, ({ endedAt }) => endedAt);
      assert.equal(call.sipStatus, status);
    });
  }

  test("the application that called learns of a rejection", async () => {
    const bob = await app().newUser();
    const caller = await app().dial(bob);
    const { incomingCallContext } = await app().ringing(bob);

    await app().client.rejectCall(incomingCallContext);

    await app().ended(caller, 200, 5002);
    if (app().has("failedEvents")) {
      app().result(await app().event(caller, "CreateCallFailed"), 200, 5002);
    }
  });

  test("an application redirects a call to another user, whose application answers", async () => {
    const bob = await app().newUser();
    const carol = await app().newUser();
    const caller = await app().dial(bob);
    const { incomingCallContext } = await app().ringing(bob);

    await app().client.redirectCall(incomingCallContext, app().invite(carol));
    const callee = await app().answer(carol);

    await app().event(caller, "CallConnected");
    await app().event(callee, "CallConnected");
    await app().roster(callee, [app().self, carol]);
    await refused(app().client.rejectCall(incomingCallContext), 404, "8522");
    await caller.at.hangUp(true);
    await app().ended(callee, 200, 5001);
  });

  test("an application redirects a phone's call to another phone, but not a user's", async () => {
    const bob = await app().newUser();
    const phone = await app().around.phoneDials(ANSWERS, bob.communicationUserId.slice("8:acs:".length));
    const { incomingCallContext } = await app().ringing(bob);
    const carol = await app().newUser();
    const caller = await app().dial(carol);
    const users = await app().ringing(carol);

    await app().client.redirectCall(incomingCallContext, app().invite(ECHOES));
    await refused(app().client.redirectCall(users.incomingCallContext, app().invite(ECHOES)), 400, "8523");

    await seen(phone, (call) => call.state === "connected");
    await app().around.hangUp(phone);
    await caller.at.hangUp(true);
  });

  test("a group call rings everybody; who hangs up alone leaves the others talking", async () => {
    const call = await app().dialGroup([ANSWERS, ECHOES]);
    await app().event(call, "CallConnected");
    await app().roster(call, [app().self, ANSWERS, ECHOES]);

    await call.at.hangUp(false);

    await app().ended(call, 200, 7000);
    await refused(call.at.listParticipants(), 404, "8522");
  });

  /** Asks for the call of a simulated phone until it is as it should be. */
  async function seen(phone, fits) {
    for (;;) {
      const call = await app().around.phoneCall(phone);
      if (fits(call)) return call;
      assert.ok(!call.endedAt, `ended with ${call.sipStatus}`);
      await setTimeout(50);
    }
  }
}
