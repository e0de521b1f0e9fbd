// A further connection to a running call.
import assert from "node:assert/strict";
import { randomUUID } from "node:crypto";
import { test } from "node:test";
import { rawIds } from "./application.mjs";
import { ANSWERS, ECHOES } from "./surroundings.mjs";

export function connecting(app) {
  test("an application joins a call by its server call id, leaves, and joins to end it", async () => {
    const { bob, caller, callee } = await app().usersTalk();
    const { serverCallId } = await caller.at.getCallConnectionProperties();
    const before = app().around.sink.at(caller.path).length;

    const first = await app().connect("serverCallLocator", serverCallId, { operationContext: "joined" });
    const connected = await app().event(first, "CallConnected");
    await app().roster(first, [app().self, bob]);
    await first.at.hangUp(false);
    await app().ended(first, 200, 7000);
    const still = await caller.at.getCallConnectionProperties();
    const second = await app().connect("serverCallLocator", serverCallId);
    await app().event(second, "CallConnected");
    await second.at.hangUp(true);

    await app().ended(second, 200, 7000);
    await app().ended(caller, 200, 5001);
    await app().ended(callee, 200, 5001);
    assert.equal(first.properties.callConnectionState, "connecting");
    assert.notEqual(first.properties.callConnectionId, caller.properties.callConnectionId);
    assert.equal(connected.serverCallId, serverCallId);
    assert.equal(connected.correlationId, caller.properties.correlationId);
    assert.equal(connected.operationContext, "joined");
    assert.equal(still.callConnectionState, "connected");
    assert.deepEqual(app().around.sink.types(caller.path).slice(before), ["CallDisconnected"]);
  });

  test("an application that joined a call adds a phone to it", async () => {
    const { bob, caller } = await app().usersTalk();
    const { serverCallId } = await caller.at.getCallConnectionProperties();
    const joined = await app().connect("serverCallLocator", serverCallId);
    await app().event(joined, "CallConnected");

    await app().added(joined, ECHOES);

    await app().roster(caller, [app().self, bob, ECHOES]);
    assert.ok(!app().around.sink.types(caller.path).includes("AddParticipantSucceeded"));
    await joined.at.hangUp(true);
    await app().ended(caller, 200, 5001);
  });

  test("an application joins the group that a phone dialled", async () => {
    const group = randomUUID();
    await app().around.phoneDials(ANSWERS, `group-${group}`);

    const joined = await joinedOnceThere(group);

    const listed = await joined.at.listParticipants();
    await joined.at.hangUp(true);
    await app().ended(joined, 200, 7000);
    assert.deepEqual(rawIds(listed.values), [`4:${ANSWERS.phoneNumber}`]);
  });

  test("there is no such call", async () => {
    const joined = await app().connect("serverCallLocator", Buffer.from("https://nowhere/").toString("base64"), {
      operationContext: "lost",
    });

    const failed = await app().event(joined, "ConnectFailed");
    app().result(failed, 404, 8522);
    assert.equal(failed.operationContext, "lost");
    await app().ended(joined, 404, 8522);
  });

  for (const kind of ["groupCallLocator", "roomCallLocator"]) {
    test(`there is no call at such a ${kind}`, async () => {
      const joined = await app().connect(kind, randomUUID());

      app().result(await app().event(joined, "ConnectFailed"), 404, 8522);
      await app().ended(joined, 404, 8522);
    });
  }

  /** Event Grid tells nothing of a group of phones, so this asks until the phone is in. */
  async function joinedOnceThere(group) {
    for (let tries = 0; tries < 20; tries++) {
      const joined = await app().connect("groupCallLocator", group);
      const outcome = await Promise.any([
        app().event(joined, "CallConnected"),
        app().event(joined, "CallDisconnected"),
      ]);
      if (outcome.kind === "CallConnected") return joined;
    }
    throw new Error(`nobody came into the group ${group}`);
  }
}
