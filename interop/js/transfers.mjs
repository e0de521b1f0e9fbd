// Transfers by the application: the phone or user that it talks to goes on with somebody else.
import assert from "node:assert/strict";
import { test } from "node:test";
import { customContext, rawId, refused } from "./application.mjs";
import { ANSWERS, BUSY, ECHOES, ours, PRESSES, RINGS } from "./surroundings.mjs";

export function transfers(app, version) {
  const context = customContext(version);
  const callerId = version.has("transferCallerId") ? { sourceCallIdNumber: ours } : {};

  /** Checks what the event says of the two, in versions whose event says it. */
  function transferred(event, transferee, target) {
    const said = [event.transferee, event.transferTarget].map((party) => party && rawId(party));
    const both = [rawId(transferee), rawId(target)];
    assert.deepEqual(said, version.has("transferParties") ? both : [undefined, undefined]);
  }

  test("a phone is transferred to another phone, and the application is out of the call", async () => {
    const call = await app().phoneTalks(ANSWERS);

    const asked = await call.at.transferCallToParticipant(ECHOES, { operationContext: "on", ...callerId });

    const accepted = await app().event(call, "CallTransferAccepted");
    await app().event(call, "CallDisconnected");
    app().result(accepted, 200, 7015);
    transferred(accepted, ANSWERS, ECHOES);
    assert.deepEqual([asked.operationContext, accepted.operationContext], ["on", "on"]);
    assert.deepEqual(app().around.sink.types(call.path).slice(-2), ["CallTransferAccepted", "CallDisconnected"]);
    await refused(call.at.getCallConnectionProperties(), 404, "8522");
  });

  test("a user is transferred to another user, whose application answers", async () => {
    const { bob, caller, callee } = await app().usersTalk();
    const carol = await app().newUser();

    await caller.at.transferCallToParticipant(carol, context.option);
    const incoming = await app().ringing(carol);
    const third = await app().answer(carol);

    const accepted = await app().event(caller, "CallTransferAccepted");
    transferred(accepted, bob, carol);
    await app().event(caller, "CallDisconnected");
    await app().roster(callee, [bob, carol]);
    context.check(incoming);
    assert.deepEqual((await third.at.listParticipants()).values.length, 2);
    await third.at.hangUp(true);
    await app().ended(callee, 200, 5001);
  });

  test("a transfer to a busy phone fails and leaves the call talking", async () => {
    const call = await app().phoneTalks(ANSWERS);

    await call.at.transferCallToParticipant(BUSY, { operationContext: "busy", ...callerId });

    const failed = await app().event(call, "CallTransferFailed");
    app().result(failed, 486, 560486);
    assert.equal(failed.operationContext, "busy");
    assert.equal((await call.at.getCallConnectionProperties()).callConnectionState, "connected");
    await call.at.hangUp(true);
    await app().ended(call, 200, 7000);
  });

  test("a second transfer must wait for the first", async () => {
    const call = await app().phoneTalks(ANSWERS);
    await call.at.transferCallToParticipant(RINGS, callerId);

    await refused(call.at.transferCallToParticipant(ECHOES, callerId), 409, "8607");

    await call.at.hangUp(true);
    await app().event(call, "CallTransferFailed");
    await app().ended(call, 200, 7000);
  });

  if (version.has("transferee")) groups(app, callerId, transferred);
}

function groups(app, callerId, transferred) {
  test("of a group one is transferred and the others stay", async () => {
    const call = await app().phoneTalks(ANSWERS);
    await app().added(call, ECHOES);

    await call.at.transferCallToParticipant(PRESSES, { transferee: ECHOES, ...callerId });

    const accepted = await app().event(call, "CallTransferAccepted");
    transferred(accepted, ECHOES, PRESSES);
    await app().roster(call, [app().self, ANSWERS], () => app().around.sink.types(call.path).includes("CallTransferAccepted"));
    assert.equal((await call.at.getCallConnectionProperties()).callConnectionState, "connected");
    await call.at.hangUp(true);
    await app().ended(call, 200, 7000);
  });

  test("in a group the one to transfer must be named", async () => {
    const call = await app().phoneTalks(ANSWERS);
    await app().added(call, ECHOES);

    await refused(call.at.transferCallToParticipant(PRESSES, callerId), 400, "8523");

    assert.equal((await call.at.listParticipants()).values.length, 3);
    await call.at.hangUp(true);
  });
}
