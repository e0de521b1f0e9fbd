"""The official Python SDKs for rooms and identities."""

import unittest
from datetime import datetime, timedelta, timezone

from azure.communication.identity import CommunicationIdentityClient, CommunicationTokenScope
from azure.communication.rooms import (
    CommunicationUserIdentifier,
    ParticipantRole,
    RoomParticipant,
    RoomsClient,
)
from azure.core.exceptions import HttpResponseError, ResourceNotFoundError

from surroundings import Surroundings


def instant(text):
    """The SDK promises a datetime and gives the text of the answer."""
    return datetime.fromisoformat(text.replace("Z", "+00:00"))


class Base(unittest.TestCase):
    @classmethod
    def setUpClass(cls):
        cls.around = Surroundings()
        connection_string = cls.around.ready["connectionString"]
        cls.rooms = RoomsClient.from_connection_string(connection_string)
        cls.identity = CommunicationIdentityClient.from_connection_string(connection_string)

    @classmethod
    def tearDownClass(cls):
        cls.around.close()


class Rooms(Base):
    def test_a_room_is_made_found_changed_listed_and_deleted(self):
        begin = datetime.now(timezone.utc).replace(microsecond=0) + timedelta(days=1)
        made = self.rooms.create_room()
        found = self.rooms.get_room(made.id)
        changed = self.rooms.update_room(room_id=made.id, valid_from=begin, valid_until=begin + timedelta(days=1),
                                         pstn_dial_out_enabled=True)
        listed = [room.id for room in self.rooms.list_rooms()]
        self.rooms.delete_room(made.id)

        self.assertEqual((found.id, found.created_at), (made.id, made.created_at))
        self.assertFalse(made.pstn_dial_out_enabled)
        self.assertEqual(instant(made.valid_until) - instant(made.valid_from), timedelta(days=180))
        self.assertEqual((instant(changed.valid_from), instant(changed.valid_until)), (begin, begin + timedelta(days=1)))
        self.assertTrue(changed.pstn_dial_out_enabled)
        self.assertIn(made.id, listed)
        with self.assertRaises(ResourceNotFoundError):
            self.rooms.get_room(made.id)

    def test_participants_are_invited_changed_listed_and_removed(self):
        alice, bob, carol = (self.user() for _ in range(3))
        room = self.rooms.create_room(participants=[
            RoomParticipant(communication_identifier=alice, role=ParticipantRole.PRESENTER),
            RoomParticipant(communication_identifier=bob)])

        first = self.members(room)
        self.rooms.add_or_update_participants(room_id=room.id, participants=[
            RoomParticipant(communication_identifier=bob, role=ParticipantRole.CONSUMER),
            RoomParticipant(communication_identifier=carol, role=ParticipantRole.COLLABORATOR)])
        second = self.members(room)
        self.rooms.remove_participants(room_id=room.id, participants=[alice, bob])

        self.assertEqual(first, {alice.raw_id: "Presenter", bob.raw_id: "Attendee"})
        self.assertEqual(second, {alice.raw_id: "Presenter", bob.raw_id: "Consumer", carol.raw_id: "Collaborator"})
        self.assertEqual(self.members(room), {carol.raw_id: "Collaborator"})
        self.rooms.delete_room(room.id)
        with self.assertRaises(ResourceNotFoundError):
            self.members(room)

    def test_a_room_that_would_end_before_it_begins_is_refused(self):
        begin = datetime.now(timezone.utc) + timedelta(days=2)
        with self.assertRaises(HttpResponseError) as refused:
            self.rooms.create_room(valid_from=begin, valid_until=begin - timedelta(days=1))
        self.assertEqual(refused.exception.status_code, 400)

    def user(self):
        # The two packages bring identifier classes of their own.
        return CommunicationUserIdentifier(self.identity.create_user().properties["id"])

    def members(self, room):
        return {each.communication_identifier.raw_id: each.role for each in self.rooms.list_participants(room.id)}


class Identities(Base):
    def test_a_user_is_made_with_a_token(self):
        user, token = self.identity.create_user_and_token([CommunicationTokenScope.VOIP])

        self.assertRegex(user.raw_id, r"^8:acs:[0-9a-f-]+_[0-9a-f-]+$")
        self.assertRegex(token.token, r"^[\w-]+\.[\w-]+\.[\w-]+$")
        self.identity.delete_user(user)

    def test_a_token_is_issued_and_another_one_after_they_were_revoked(self):
        user = self.identity.create_user()

        first = self.identity.get_token(user, [CommunicationTokenScope.VOIP, CommunicationTokenScope.CHAT])
        self.identity.revoke_tokens(user)
        second = self.identity.get_token(user, [CommunicationTokenScope.VOIP])

        self.assertNotEqual(first.token, second.token)
        self.identity.delete_user(user)
        with self.assertRaises(HttpResponseError) as refused:
            self.identity.get_token(user, [CommunicationTokenScope.VOIP])
        self.assertEqual(refused.exception.status_code, 404)
