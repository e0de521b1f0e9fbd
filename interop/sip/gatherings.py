"""Phones that dial a group or a room, and applications that join them there."""

import unittest
import uuid
from datetime import datetime, timedelta, timezone

from peers import API, Peers, number

ROOMS = "api-version=2025-03-13"
ANSWERS = "+14255550100"
TONE_1, TONE_2 = 440, 1000


class Gatherings(Peers):
    def test_users_dial_a_group_and_an_application_joins(self):
        group = str(uuid.uuid4())
        (first, phone_a), (second, phone_b) = self.phone(25081, TONE_1), self.phone(25083, TONE_2)

        phone_a.command("dial", f"sip:group-{group}@{self.server}")
        phone_a.wait_for("Call established")
        phone_b.command("dial", f"sip:group-{group}@{self.server}")
        phone_b.wait_for("Call established")
        self.assertTalk(phone_a, phone_b)
        started = self.sink.next("/eventgrid", "CallStarted", lambda d: d.get("group", {}).get("id") == group)
        connection = self.connect({"kind": "groupCallLocator", "groupCallId": group}, "/callbacks/group")
        status, listed = self.rest("GET", f"{connection}/participants?{API}")

        self.assertEqual(status, 200, listed)
        self.assertEqual({each["identifier"]["rawId"] for each in listed["value"]}, {first, second})
        self.assertEqual(started["startedBy"]["communicationIdentifier"]["rawId"], first)
        self.act(connection, ":terminate", None, 204)
        self.sink.next("/callbacks/group", "CallDisconnected")
        phone_a.wait_for("audio: destroyed")

    def test_a_user_dials_a_room_and_an_application_adds_a_phone_to_it(self):
        raw_id, phone = self.phone(25081, TONE_1)
        room = self.room(participants={raw_id: {"role": "Presenter"}}, pstnDialOutEnabled=True)

        phone.command("dial", f"sip:room-{room}@{self.server}")
        phone.wait_for("Call established")
        connection = self.connect({"kind": "roomCallLocator", "roomId": room}, "/callbacks/room")
        self.act(connection, "/participants:add", {
            "participantToAdd": number(ANSWERS), "sourceCallerIdNumber": {"value": "+18005550100"}})

        self.sink.next("/callbacks/room", "AddParticipantSucceeded")
        self.act(connection, ":terminate", None, 204)
        self.sink.next("/callbacks/room", "CallDisconnected")

    def test_a_room_lets_nobody_in_who_may_not_join(self):
        raw_id, phone = self.phone(25081, TONE_1)
        tomorrow = datetime.now(timezone.utc) + timedelta(days=1)
        others = self.room()
        later = self.room(participants={raw_id: {"role": "Attendee"}}, validFrom=tomorrow.isoformat())

        for room in (others, later):
            phone.lines.clear()
            phone.command("dial", f"sip:room-{room}@{self.server}")
            phone.wait_for("403")

    def phone(self, port, frequency):
        raw_id, credentials = self.new_user()
        return raw_id, self.baresip(credentials["username"], credentials["password"], port, frequency)

    def room(self, **options):
        status, room = self.rest("POST", f"/rooms?{ROOMS}", options)
        self.assertEqual(status, 201, room)
        return room["id"]

    def connect(self, locator, path):
        status, connection = self.rest("POST", f"/calling/callConnections:connect?{API}", {
            "callLocator": locator, "callbackUri": self.sink.url(path)})
        self.assertEqual(status, 200, connection)
        self.sink.next(path, "CallConnected")
        return f"/calling/callConnections/{connection['callConnectionId']}"


if __name__ == "__main__":
    unittest.main()
