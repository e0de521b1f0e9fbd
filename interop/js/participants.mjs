// What is done to the participants of a running call.
import assert from "node:assert/strict";
import { test } from "node:test";
import { customContext, rawId, refused } from "./application.mjs";
import { ANSWERS, BUSY, ECHOES, PRESSES, RINGS } from "./surroundings.mjs";

export function participants(app, version) {
  const context = customContext(version);

  test("a phone is added to a call and removed from it", async () => {
    const call = await app().phoneTalks(ANSWERS);

    const added = await call.at.addParticipant(app().invite(ECHOES), { operationContext: "add" });
    const succeeded = await app().event(call, "AddParticipantSucceeded");
    const listed = await call.at.listParticipants();
    const asked = await call.at.removeParticipant(ECHOES, { operationContext: "remove" });
    const removed = await app().event(call, "RemoveParticipantSucceeded");
    await app().roster(call, [app().self, ANSWERS]);

    assert.equal(added.operationContext, "add");
    assert.equal(rawId(added.participant.identifier), rawId(ECHOES));
    assert.equal(succeeded.operationContext, "add");
    assert.equal(rawId(succeeded.participant), rawId(ECHOES));
    app().result(succeeded, 200, 0);
    assert.equal(listed.values.length, 3);
    assert.deepEqual([asked.operationContext, removed.operationContext], ["remove", "remove"]);
    assert.equal(rawId(removed.participant), rawId(ECHOES));
    await call.at.hangUp(true);
    await app().ended(call, 200, 7000);
  });

  test("a user is added, and removed by the application that called", async () => {
    const { bob, caller, callee } = await app().usersTalk();
    const carol = await app().newUser();

    await caller.at.addParticipant({ ...app().invite(carol), ...context.option });
    const incoming = await app().ringing(carol);
    const third = await app().answer(carol);
    await app().event(caller, "AddParticipantSucceeded");
    context.check(incoming);
    await app().roster(third, [app().self, bob, carol]);
    await caller.at.removeParticipant(carol);

    await app().event(caller, "RemoveParticipantSucceeded");
    await app().ended(third, 200, 5300);
    await caller.at.hangUp(true);
    await app().ended(callee, 200, 5001);
  });

  test("removing the last other participant ends the call", async () => {
    const { bob, caller, callee } = await app().usersTalk();

    await caller.at.removeParticipant(bob, { operationContext: "last" });

    assert.equal((await app().event(caller, "RemoveParticipantSucceeded")).operationContext, "last");
    await app().ended(callee, 200, 5300);
    await app().ended(caller, 200, 5002);
  });

  test("adding a busy phone fails and leaves the call talking", async () => {
    const call = await app().phoneTalks(ANSWERS);

    await call.at.addParticipant(app().invite(BUSY));

    const failed = await app().event(call, "AddParticipantFailed");
    app().result(failed, 486, 560486);
    assert.equal(rawId(failed.participant), rawId(BUSY));
    assert.equal((await call.at.getCallConnectionProperties()).callConnectionState, "connected");
    await call.at.hangUp(true);
  });

  test("an invitation that nobody takes fails in its time", async () => {
    const call = await app().phoneTalks(ANSWERS);
    const bob = await app().newUser();

    await call.at.addParticipant(app().invite(RINGS), { invitationTimeoutInSeconds: 1 });
    await call.at.addParticipant(app().invite(bob), { invitationTimeoutInSeconds: 1 });

    const number = (d) => d.participant.rawId === rawId(RINGS);
    app().result(await app().event(call, "AddParticipantFailed", number), 480, 560480);
    const user = (d) => d.participant.rawId === rawId(bob);
    app().result(await app().event(call, "AddParticipantFailed", user), 487, 10004);
    await call.at.hangUp(true);
  });

  test("a phone without a caller id is not added, nor a participant removed that is not there", async () => {
    const { caller } = await app().usersTalk();

    await refused(caller.at.addParticipant({ targetParticipant: ECHOES }), 400, "8523");
    await refused(caller.at.getParticipant(ECHOES), 404, "8522");
    await refused(caller.at.removeParticipant(ECHOES), 404, "8522");

    await caller.at.hangUp(true);
  });

  if (version.has("cancelAdd")) cancelling(app);
  if (version.has("mute")) muting(app);
  if (version.has("hold")) holding(app);
  if (version.has("move")) moving(app);
}

function cancelling(app) {
  test("an invitation is taken back while it rings", async () => {
    const call = await app().phoneTalks(ANSWERS);
    const { invitationId } = await call.at.addParticipant(app().invite(RINGS));

    const asked = await call.at.cancelAddParticipantOperation(invitationId, { operationContext: "back" });
    const cancelled = await app().event(call, "CancelAddParticipantSucceeded");
    await call.at.hangUp(true);
    await app().ended(call, 200, 7000);

    assert.deepEqual([asked.invitationId, asked.operationContext], [invitationId, "back"]);
    assert.deepEqual([cancelled.invitationId, cancelled.operationContext], [invitationId, "back"]);
    app().result(cancelled, 487, 5234, app().has("results"));
    assert.ok(!app().around.sink.types(call.path).includes("AddParticipantFailed"));
  });

  test("an invitation that was taken cannot be taken back", async () => {
    const call = await app().phoneTalks(ANSWERS);
    const { invitationId } = await call.at.addParticipant(app().invite(ECHOES));
    await app().event(call, "AddParticipantSucceeded");

    await call.at.cancelAddParticipantOperation(invitationId);

    const failed = await app().event(call, "CancelAddParticipantFailed");
    assert.equal(failed.invitationId, invitationId);
    assert.equal((await call.at.listParticipants()).values.length, 3);
    await call.at.hangUp(true);
  });

  test("the outcome of one action goes to the URL of that action", async () => {
    const call = await app().phoneTalks(ANSWERS);
    const aside = { path: `${call.path}-aside` };

    await call.at.addParticipant(app().invite(ECHOES), {
      operationCallbackUrl: app().around.sink.url(aside.path),
    });

    await app().event(aside, "AddParticipantSucceeded");
    await app().roster(call, [app().self, ANSWERS, ECHOES]);
    await call.at.hangUp(true);
    await app().ended(call, 200, 7000);
    assert.ok(!app().around.sink.types(call.path).includes("AddParticipantSucceeded"));
  });
}

function muting(app) {
  test("a user is muted, a phone cannot be", async () => {
    const { bob, caller } = await app().usersTalk();
    await app().added(caller, ECHOES);

    const muted = await caller.at.muteParticipant(bob, { operationContext: "mute" });
    await app().roster(caller, [app().self, bob, ECHOES], (d) => onlyOne(d.participants, bob, "isMuted"));
    const shown = await caller.at.getParticipant(bob);
    await refused(caller.at.muteParticipant(ECHOES), 400, "8523");

    assert.equal(muted.operationContext, "mute");
    assert.equal(shown.isMuted, true);
    await caller.at.hangUp(true);
  });
}

function holding(app) {
  test("a participant is put on hold and taken back", async () => {
    const { bob, caller, callee } = await app().usersTalk();

    await caller.at.getCallMedia().hold(bob);
    const { sequenceNumber } = await app().roster(caller, [app().self, bob],
      (d) => onlyOne(d.participants, bob, "isOnHold"));
    await app().roster(callee, [app().self, bob], (d) => onlyOne(d.participants, bob, "isOnHold"));
    const { identifier } = await caller.at.getParticipant(bob);
    await caller.at.getCallMedia().unhold(bob);
    await app().roster(caller, [app().self, bob],
      (d) => d.sequenceNumber > sequenceNumber && d.participants.every((p) => p.isOnHold === false));

    assert.equal(rawId(identifier), rawId(bob));
    await caller.at.hangUp(true);
    await app().ended(caller, 200, 7000);
    assert.ok(!app().around.sink.types(caller.path).some((type) => type.startsWith("Hold")));
  });
}

function moving(app) {
  test("a phone moves from one call into another, and the call it left ends", async () => {
    const here = await app().phoneTalks(ANSWERS);
    const there = await app().phoneTalks(PRESSES);
    const fromCall = there.properties.callConnectionId;

    const asked = await here.at.moveParticipants([PRESSES], fromCall, { operationContext: "move" });

    const moved = await app().event(here, "MoveParticipantSucceeded");
    await app().roster(here, [app().self, ANSWERS, PRESSES]);
    await app().ended(there, 200, 5002);
    assert.equal(asked.fromCall, fromCall);
    assert.deepEqual([moved.fromCall, moved.operationContext], [fromCall, "move"]);
    assert.equal(rawId(moved.participant), rawId(PRESSES));
    app().result(moved, 200, 0);
    await here.at.hangUp(true);
    await app().ended(here, 200, 7000);
  });

  test("who is not in the other call is not moved", async () => {
    const here = await app().phoneTalks(ANSWERS);
    const there = await app().phoneTalks(PRESSES);

    await refused(
      here.at.moveParticipants([ECHOES], there.properties.callConnectionId), 404, "8522");

    await here.at.hangUp(true);
    await there.at.hangUp(true);
    await app().ended(there, 200, 7000);
  });
}

/** Whether this flag is set for this participant and for nobody else. */
function onlyOne(list, who, flag) {
  return list.every((p) => p[flag] === (p.identifier.rawId === rawId(who)));
}
