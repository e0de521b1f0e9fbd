"""An application written with one version of the SDK, as its users write it."""

import itertools
import os
import unittest
from collections import namedtuple

from azure.communication.callautomation import (
    CallAutomationClient,
    CommunicationUserIdentifier,
    PhoneNumberIdentifier,
)
from azure.communication.callautomation._generated import models
from azure.communication.identity import CommunicationIdentityClient
from azure.core.exceptions import HttpResponseError
from azure.core.messaging import CloudEvent

from surroundings import Surroundings
from versions import features

VERSION = os.environ["SDK_VERSION"]
API, HAS = features(VERSION)

# The numbers of the simulated phones, by what they do.
ANSWERS = PhoneNumberIdentifier("+14255550100")
ECHOES = PhoneNumberIdentifier("+14255550101")
BUSY = PhoneNumberIdentifier("+14255550102")
DECLINES = PhoneNumberIdentifier("+14255550103")
RINGS = PhoneNumberIdentifier("+14255550104")
UNKNOWN = PhoneNumberIdentifier("+14255550105")
PRESSES = PhoneNumberIdentifier("+14255550106")
HANGS_UP = PhoneNumberIdentifier("+14255550107")

# What is told beside a call, in versions that can.
CONTEXT = {"voip_headers": {"order": "4711"}, "sip_headers": {"X-MS-Custom-Order": "4712"}} \
    if "custom-context" in HAS else {}

Connection = namedtuple("Connection", "path at properties")


def needs(feature):
    """Leaves a scenario out where the SDK has no such action."""
    return unittest.skipUnless(feature in HAS, f"{VERSION} has no {feature}")


def raw_id(identifier):
    return identifier.raw_id


def raw_ids(participants):
    return {raw_id(each.identifier) for each in participants}


class Application(unittest.TestCase):
    """The base of the scenarios: two clients, a sink, and the steps that many of them share."""

    paths = (f"/callbacks/{n}?keep=a+b:c" for n in itertools.count())

    @classmethod
    def setUpClass(cls):
        cls.around = Surroundings()
        cls.sink = cls.around.sink
        connection_string = cls.around.ready["connectionString"]
        cls.ours = PhoneNumberIdentifier(cls.around.ready["numbers"][0])
        cls.identity = CommunicationIdentityClient.from_connection_string(connection_string)
        cls.alice = cls.user()
        cls.client = CallAutomationClient.from_connection_string(connection_string, source=cls.alice)

    @classmethod
    def tearDownClass(cls):
        cls.around.close()

    def setUp(self):
        self.connections = []

    def tearDown(self):
        """Everything that came must be known to the SDK, and each connection end once."""
        for connection in self.connections:
            for item in self.sink.at(connection.path):
                self.read(item)
                self.assertEqual(item["data"].get("version"), API if "event-version" in HAS else None)
            self.assertLessEqual(self.sink.types(connection.path).count("CallDisconnected"), 1)

    @classmethod
    def user(cls):
        # The two packages bring identifier classes of their own.
        return CommunicationUserIdentifier(cls.identity.create_user().properties["id"])

    def invitation(self, target):
        """Old versions wrap a target in a CallInvite, new ones take it bare beside the caller id."""
        caller_id = self.ours if isinstance(target, PhoneNumberIdentifier) else None
        if "by-invite" in HAS:
            from azure.communication.callautomation import CallInvite

            return [CallInvite(target, source_caller_id_number=caller_id)], {}
        return [target], {"source_caller_id_number": caller_id} if caller_id else {}

    def connected(self, request):
        path = next(self.paths)
        properties = request(self.sink.url(path))
        at = self.client.get_call_connection(properties.call_connection_id)
        self.connections.append(Connection(path, at, properties))
        return self.connections[-1]

    def dial(self, target, **options):
        args, more = self.invitation(target)
        return self.connected(lambda url: self.client.create_call(*args, url, **more, **options))

    def dial_group(self, targets):
        return self.connected(lambda url: self.client.create_group_call(
            targets, url, source_caller_id_number=self.ours, source_display_name="Cordboard"))

    def ringing(self, user):
        return self.around.incoming(raw_id(user))["incomingCallContext"]

    def answer(self, user):
        return self.answer_incoming(self.around.incoming(raw_id(user)))

    def answer_incoming(self, incoming):
        context = incoming["incomingCallContext"]
        return self.connected(lambda url: self.client.answer_call(context, url))

    def connect(self, **locator_and_options):
        return self.connected(lambda url: self.client.connect_call(callback_url=url, **locator_and_options))

    def users_talk(self):
        """Two users talk, the application stands for both."""
        bob = self.user()
        caller = self.dial(bob)
        callee = self.answer(bob)
        self.event(caller, "CallConnected")
        self.event(callee, "CallConnected")
        self.roster(caller, self.alice, bob)
        return bob, caller, callee

    def phone_talks(self, number):
        call = self.dial(number)
        self.event(call, "CallConnected")
        return call

    def add(self, call, target, **options):
        args, more = self.invitation(target)
        return call.at.add_participant(*args, **more, **options)

    def added(self, call, target):
        self.add(call, target)
        return self.event(call, "AddParticipantSucceeded",
                          lambda d: d["participant"]["rawId"] == raw_id(target))

    def event(self, call, kind, fits=lambda data: True):
        """The first event of this type that fits on a connection, as the SDK's own model reads it."""
        return self.read(self.sink.next_item(call.path, kind, fits))

    def read(self, item):
        event = CloudEvent.from_dict(item)
        kind = event.type.removeprefix("Microsoft.Communication.")
        self.assertTrue(hasattr(models, kind), f"{VERSION} knows no {kind}")
        model = getattr(models, kind).deserialize(event.data)
        self.assertEqual(event.source, f"calling/callConnections/{model.call_connection_id}")
        return model

    def roster(self, call, *members, fits=lambda data: True):
        """Waits for a roster of exactly these."""
        wanted = {raw_id(member) for member in members}
        return self.event(call, "ParticipantsUpdated", lambda d: fits(d) and wanted == {
            each["identifier"]["rawId"] for each in d["participants"]})

    def ended(self, call, code, sub_code):
        """Waits for the connection's last event, with this result where the version shows it."""
        event = self.event(call, "CallDisconnected")
        self.assertResult(event, code, sub_code, "results" in HAS)
        self.assertEqual(self.sink.types(call.path)[-1], "CallDisconnected")
        return event

    def assertResult(self, event, code, sub_code, shown=True):
        result = getattr(event, "result_information", None)
        if shown:
            self.assertEqual((result.code, result.sub_code), (code, sub_code))
        else:
            self.assertIsNone(result)

    def assertTold(self, incoming):
        """What CONTEXT said to an added or transferred-to user came with the call."""
        told = incoming.get("customContext", {})
        self.assertEqual(told.get("voipHeaders", {}), CONTEXT.get("voip_headers", {}))
        self.assertEqual(told.get("sipHeaders", {}), CONTEXT.get("sip_headers", {}))

    def assertRefused(self, status, code, request, *args, **options):
        with self.assertRaises(HttpResponseError) as refused:
            request(*args, **options)
        error = refused.exception
        self.assertEqual((error.status_code, error.error.code), (status, code), error.message)
