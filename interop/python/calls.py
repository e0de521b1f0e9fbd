"""The core scenarios of call control, through one version of the official Python SDK."""

import itertools
import json
import os
import unittest

from azure.communication.callautomation import (
    CallAutomationClient,
    CommunicationUserIdentifier,
    PhoneNumberIdentifier,
)
from azure.communication.identity import CommunicationIdentityClient
from azure.core.exceptions import HttpResponseError

from sink import Sink

VERSION = os.environ["SDK_VERSION"]
BY_INVITE = VERSION == "1.0.0"
HAS_RESULTS = VERSION != "1.0.0"

ANSWERS = PhoneNumberIdentifier("+14255550100")
ECHOES = PhoneNumberIdentifier("+14255550101")
BUSY = PhoneNumberIdentifier("+14255550102")
DECLINES = PhoneNumberIdentifier("+14255550103")
HANGS_UP = PhoneNumberIdentifier("+14255550107")


def invitation(target, ours):
    """Old versions wrap a target in a CallInvite, new ones take it bare beside the caller id."""
    caller_id = ours if isinstance(target, PhoneNumberIdentifier) else None
    if BY_INVITE:
        from azure.communication.callautomation import CallInvite

        return [CallInvite(target, source_caller_id_number=caller_id)], {}
    return [target], {"source_caller_id_number": caller_id} if caller_id else {}


class Calls(unittest.TestCase):
    @classmethod
    def setUpClass(cls):
        with open(os.environ["INTEROP_READY_FILE"], encoding="utf-8") as file:
            ready = json.load(file)
        cls.sink = Sink(int(os.environ["INTEROP_SINK_PORT"]))
        cls.paths = (f"/callbacks/python/{VERSION}/{n}?keep=a+b:c" for n in itertools.count())
        cls.ours = PhoneNumberIdentifier(ready["numbers"][0])
        cls.identity = CommunicationIdentityClient.from_connection_string(ready["connectionString"])
        cls.alice = cls.user()
        cls.client = CallAutomationClient.from_connection_string(
            ready["connectionString"], source=cls.alice
        )

    @classmethod
    def tearDownClass(cls):
        cls.sink.close()

    @classmethod
    def user(cls):
        # The two packages bring identifier classes of their own.
        return CommunicationUserIdentifier(cls.identity.create_user().properties["id"])

    def dial(self, target):
        path = next(self.paths)
        args, options = invitation(target, self.ours)
        properties = self.client.create_call(*args, self.sink.url(path), **options)
        return path, self.client.get_call_connection(properties.call_connection_id)

    def incoming(self, user):
        raw_id = user.properties["id"]
        return self.sink.next("/eventgrid", "IncomingCall", lambda d: d["to"]["rawId"] == raw_id)

    def answer(self, incoming):
        path = next(self.paths)
        self.client.answer_call(incoming["incomingCallContext"], self.sink.url(path))
        return path

    def assertResult(self, data, code, sub_code):
        if HAS_RESULTS:
            result = data["resultInformation"]
            self.assertEqual((result["code"], result["subCode"]), (code, sub_code))

    def test_a_user_calls_a_user_and_the_caller_ends_it(self):
        bob = self.user()
        caller, connection = self.dial(bob)
        callee = self.answer(self.incoming(bob))

        self.sink.next(caller, "CallConnected")
        self.sink.next(callee, "CallConnected")
        roster = self.sink.next(caller, "ParticipantsUpdated")
        listed = list(connection.list_participants())
        connection.hang_up(True)

        self.assertEqual(
            {p["identifier"]["rawId"] for p in roster["participants"]},
            {self.alice.properties["id"], bob.properties["id"]},
        )
        self.assertEqual(len(listed), 2)
        self.assertResult(self.sink.next(caller, "CallDisconnected"), 200, 7000)
        self.assertResult(self.sink.next(callee, "CallDisconnected"), 200, 5001)

    def test_a_phone_answers_and_stays_until_the_application_hangs_up(self):
        path, connection = self.dial(ANSWERS)
        self.sink.next(path, "CallConnected")
        self.assertEqual(connection.get_call_properties().call_connection_state, "connected")
        participant = connection.get_participant(ANSWERS)
        self.assertEqual(participant.identifier.properties["value"], "+14255550100")
        connection.hang_up(False)
        self.sink.next(path, "CallDisconnected")
        with self.assertRaises(HttpResponseError) as refused:
            connection.get_call_properties()
        self.assertEqual(refused.exception.status_code, 404)
        self.assertEqual(refused.exception.error.code, "8522")

    def test_a_busy_phone_fails_the_call(self):
        path, _ = self.dial(BUSY)
        self.assertResult(self.sink.next(path, "CallDisconnected"), 486, 560486)
        if HAS_RESULTS:
            self.assertResult(self.sink.next(path, "CreateCallFailed"), 486, 560486)

    def test_a_declining_phone_fails_the_call(self):
        path, _ = self.dial(DECLINES)
        self.assertResult(self.sink.next(path, "CallDisconnected"), 603, 560603)

    def test_a_phone_that_hangs_up_ends_the_call(self):
        path, _ = self.dial(HANGS_UP)
        self.sink.next(path, "CallConnected")
        self.assertResult(self.sink.next(path, "CallDisconnected"), 200, 560000)

    def test_an_application_rejects_a_call(self):
        bob = self.user()
        path, _ = self.dial(bob)
        self.client.reject_call(self.incoming(bob)["incomingCallContext"])
        self.assertResult(self.sink.next(path, "CallDisconnected"), 200, 5002)

    def test_an_application_redirects_a_call(self):
        bob, carol = self.user(), self.user()
        caller, connection = self.dial(bob)
        args, _ = invitation(carol, self.ours)
        self.client.redirect_call(self.incoming(bob)["incomingCallContext"], *args)
        callee = self.answer(self.incoming(carol))
        self.sink.next(caller, "CallConnected")
        connection.hang_up(True)
        self.sink.next(callee, "CallDisconnected")

    def test_a_phone_is_added_and_removed(self):
        path, connection = self.dial(ANSWERS)
        self.sink.next(path, "CallConnected")
        args, options = invitation(ECHOES, self.ours)
        added = connection.add_participant(*args, operation_context="add", **options)
        self.assertEqual(added.operation_context, "add")
        succeeded = self.sink.next(path, "AddParticipantSucceeded")
        self.assertEqual(succeeded["operationContext"], "add")
        self.assertEqual(len(list(connection.list_participants())), 3)
        connection.remove_participant(ECHOES, operation_context="remove")
        removed = self.sink.next(path, "RemoveParticipantSucceeded")
        self.assertEqual(removed["operationContext"], "remove")
        connection.hang_up(True)
        self.sink.next(path, "CallDisconnected")

    def test_a_group_call_rings_everybody(self):
        path = next(self.paths)
        properties = self.client.create_group_call(
            [ANSWERS, ECHOES], self.sink.url(path), source_caller_id_number=self.ours
        )
        self.sink.next(path, "CallConnected")
        self.sink.next(path, "ParticipantsUpdated", lambda d: len(d["participants"]) == 3)
        self.client.get_call_connection(properties.call_connection_id).hang_up(True)
        self.sink.next(path, "CallDisconnected")


if __name__ == "__main__":
    unittest.main()
