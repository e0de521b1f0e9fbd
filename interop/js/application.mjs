// An application written with one version of the SDK, as its users write it.
import assert from "node:assert/strict";
import { getIdentifierRawId } from "@azure/communication-common";
import { ours } from "./surroundings.mjs";

let paths = 0;

/** The raw id of an identifier, in the SDK's form or the API's. */
export const rawId = (identifier) => identifier.rawId ?? getIdentifierRawId(identifier);

/** The raw ids of a roster, sorted. */
export const rawIds = (participants) => participants.map((p) => rawId(p.identifier)).sort();

export class Application {
  /** @param around what surroundings.mjs gives, @param version an entry of versions.mjs */
  static async open(around, version) {
    const sdk = await import(`call-automation-${version.version}`);
    return new Application(around, version, sdk, await around.identity.createUser());
  }

  constructor(around, version, sdk, self) {
    Object.assign(this, { around, version, sdk, self, connections: [] });
    this.client = new sdk.CallAutomationClient(around.ready.connectionString, { sourceIdentity: self });
  }

  has(feature) {
    return this.version.has(feature);
  }

  newUser() {
    return this.around.identity.createUser();
  }

  invite(target) {
    return target.phoneNumber
      ? { targetParticipant: target, sourceCallIdNumber: ours }
      : { targetParticipant: target };
  }

  async dial(target, options) {
    return this.connected((url) => this.client.createCall(this.invite(target), url, options));
  }

  async dialGroup(targets) {
    const options = { sourceCallIdNumber: ours, sourceDisplayName: "Cordboard" };
    return this.connected((url) => this.client.createGroupCall(targets, url, options));
  }

  /** Answers the call that rings this user. */
  async answer(user) {
    const context = (await this.ringing(user)).incomingCallContext;
    return this.connected((url) => this.client.answerCall(context, url));
  }

  /** Joins a running call: `kind` is `serverCallLocator`, `groupCallLocator` or `roomCallLocator`. */
  async connect(kind, id, options) {
    return this.connected((url) => this.client.connectCall({ kind, id }, url, options));
  }

  /** The IncomingCall that rings this user; the newest application to ask gets the same one. */
  async ringing(user) {
    const id = user.communicationUserId;
    const { item } = await this.around.sink.next("/eventgrid", "IncomingCall", (d) => d.to.rawId === id);
    return item.data;
  }

  async connected(request) {
    const path = `/callbacks/${++paths}?keep=a+b:c`;
    const { callConnection, callConnectionProperties } = await request(this.around.sink.url(path));
    const connection = { path, at: callConnection, properties: callConnectionProperties };
    this.connections.push(connection);
    return connection;
  }

  /** Two users talk, the application stands for both. */
  async usersTalk() {
    const bob = await this.newUser();
    const caller = await this.dial(bob);
    const callee = await this.answer(bob);
    await this.event(caller, "CallConnected");
    await this.event(callee, "CallConnected");
    await this.roster(caller, [this.self, bob]);
    return { bob, caller, callee };
  }

  /** A phone talks to the application. */
  async phoneTalks(number) {
    const call = await this.dial(number);
    await this.event(call, "CallConnected");
    return call;
  }

  /** A further phone was added, so it is a group. */
  async added(call, number) {
    await call.at.addParticipant(this.invite(number));
    return this.event(call, "AddParticipantSucceeded", (d) => d.participant.rawId === rawId(number));
  }

  /** The first event of this type that fits on a connection, as the SDK's own parser reads it. */
  async event(call, type, fits) {
    const { item } = await this.around.sink.next(call.path, type, fits);
    const parsed = this.sdk.parseCallAutomationEvent(structuredClone(item));
    assert.equal(parsed.kind, type);
    assert.equal(parsed.callConnectionId, item.data.callConnectionId);
    return parsed;
  }

  /** Waits for a roster of exactly these. */
  async roster(call, members, fits = () => true) {
    const wanted = members.map(rawId).sort().join();
    return this.event(call, "ParticipantsUpdated",
      (d) => rawIds(d.participants).join() === wanted && fits(d));
  }

  /** Waits for the connection's end, which is its last event, with this result where the version shows it. */
  async ended(call, code, subCode) {
    const event = await this.event(call, "CallDisconnected");
    this.result(event, code, subCode, this.has("results"));
    assert.equal(this.around.sink.types(call.path).at(-1), "CallDisconnected");
    return event;
  }

  /** The result of an event; `shown` says whether the version has one there. */
  result(event, code, subCode, shown = true) {
    const { code: seen, subCode: seenSub } = event.resultInformation ?? {};
    assert.deepEqual([seen, seenSub], shown ? [code, subCode] : [undefined, undefined], event.kind);
  }

  /** Everything that ever came must be known to the SDK's parser, and each connection end once. */
  settle() {
    for (const { path } of this.connections) {
      for (const { item } of this.around.sink.at(path)) {
        assert.ok(this.sdk.parseCallAutomationEvent(structuredClone(item)).kind);
        const api = this.version.api;
        assert.equal(item.data.version, this.has("eventVersion") ? api : undefined, item.type);
      }
      const ends = this.around.sink.types(path).filter((type) => type === "CallDisconnected");
      assert.ok(ends.length <= 1, `ends of ${path}: ${ends.length}`);
    }
  }
}

/** What is told to an added or transferred-to user beside the call, in versions that can; and the check that it came. */
export function customContext(version) {
  const given = version.has("customContext")
    ? { customCallingContext: [{ kind: "voip", key: "order", value: "4711" }, { kind: "sipx", key: "Order", value: "4712" }] }
    : {};
  return {
    option: given,
    check(incoming) {
      const { voipHeaders, sipHeaders } = incoming.customContext ?? {};
      assert.deepEqual(voipHeaders ?? {}, given.customCallingContext ? { order: "4711" } : {});
      assert.deepEqual(sipHeaders ?? {}, given.customCallingContext ? { "X-MS-Custom-Order": "4712" } : {});
    },
  };
}

/** Waits for a refusal by the server. */
export async function refused(promise, statusCode, code) {
  await assert.rejects(promise, (error) => {
    assert.deepEqual([error.statusCode, error.code], [statusCode, code], error.message);
    return true;
  });
}
