// The official JavaScript SDKs for rooms and identities.
import assert from "node:assert/strict";
import { after, before, describe, test } from "node:test";
import { getIdentifierRawId } from "@azure/communication-common";
import { CommunicationIdentityClient } from "@azure/communication-identity";
import { RoomsClient } from "@azure/communication-rooms";
import { ready } from "./surroundings.mjs";

const DAY_MILLIS = 24 * 3600 * 1000;
const identity = new CommunicationIdentityClient(ready.connectionString);
const inDays = (days) => new Date(Math.floor(Date.now() / 1000) * 1000 + days * DAY_MILLIS);

async function notFound(promise) {
  await assert.rejects(promise, (error) => error.statusCode === 404);
}

async function collected(pages) {
  const all = [];
  for await (const each of pages) all.push(each);
  return all;
}

describe("@azure/communication-rooms", () => {
  const rooms = new RoomsClient(ready.connectionString);
  let alice, bob, carol;

  before(async () => {
    [alice, bob, carol] = await Promise.all([1, 2, 3].map(() => identity.createUser()));
  });

  /** The participants of a room as `raw id role`, sorted. */
  async function members(id) {
    const listed = await collected(rooms.listParticipants(id));
    return listed.map(({ id: who, role }) => `${getIdentifierRawId(who)} ${role}`).sort();
  }

  test("a room is made, found, changed, listed and deleted", async () => {
    const made = await rooms.createRoom();
    const found = await rooms.getRoom(made.id);
    const [validFrom, validUntil] = [inDays(1), inDays(2)];
    const changed = await rooms.updateRoom(made.id, { validFrom, validUntil, pstnDialOutEnabled: true });
    const listed = await collected(rooms.listRooms());
    await rooms.deleteRoom(made.id);

    assert.deepEqual(found, made);
    assert.equal(made.pstnDialOutEnabled, false);
    assert.equal(made.validUntil - made.validFrom, 180 * DAY_MILLIS);
    assert.deepEqual([changed.validFrom, changed.validUntil], [validFrom, validUntil]);
    assert.equal(changed.pstnDialOutEnabled, true);
    assert.ok(listed.some((room) => room.id === made.id));
    await notFound(rooms.getRoom(made.id));
    await notFound(rooms.deleteRoom(made.id));
  });

  test("participants are invited, changed, listed and removed", async () => {
    const { id } = await rooms.createRoom({
      participants: [{ id: alice, role: "Presenter" }, { id: bob }],
    });

    const first = await members(id);
    await rooms.addOrUpdateParticipants(id, [
      { id: bob, role: "Consumer" }, { id: carol, role: "Collaborator" },
    ]);
    const second = await members(id);
    await rooms.removeParticipants(id, [alice, bob]);

    assert.deepEqual(first, [said(alice, "Presenter"), said(bob, "Attendee")].sort());
    assert.deepEqual(second,
      [said(alice, "Presenter"), said(bob, "Consumer"), said(carol, "Collaborator")].sort());
    assert.deepEqual(await members(id), [said(carol, "Collaborator")]);
    await rooms.deleteRoom(id);
    await notFound(collected(rooms.listParticipants(id)));
  });

  test("a room that would end before it begins is refused", async () => {
    await assert.rejects(
      rooms.createRoom({ validFrom: inDays(2), validUntil: inDays(1) }),
      (error) => error.statusCode === 400,
    );
  });

  const said = (user, role) => `${user.communicationUserId} ${role}`;
});

describe("@azure/communication-identity", () => {
  let user;
  before(async () => (user = await identity.createUser()));
  after(() => identity.deleteUser(user));

  test("a user is made with a token", async () => {
    const made = await identity.createUserAndToken(["voip"], { tokenExpiresInMinutes: 60 });

    assert.match(made.user.communicationUserId, /^8:acs:[0-9a-f-]+_[0-9a-f-]+$/);
    assert.match(made.token, /^[\w-]+\.[\w-]+\.[\w-]+$/);
    const minutes = (made.expiresOn - Date.now()) / 60_000;
    assert.ok(minutes > 58 && minutes <= 61, `${minutes} minutes`);
    await identity.deleteUser(made.user);
  });

  test("a token is issued, and another one after they were revoked", async () => {
    const first = await identity.getToken(user, ["voip", "chat"]);
    await identity.revokeTokens(user);
    const second = await identity.getToken(user, ["voip"]);

    assert.notEqual(first.token, second.token);
    assert.ok(first.expiresOn > new Date());
  });

  test("a user that was deleted gets no token", async () => {
    const gone = await identity.createUser();
    await identity.deleteUser(gone);

    await notFound(identity.getToken(gone, ["voip"]));
  });
});
