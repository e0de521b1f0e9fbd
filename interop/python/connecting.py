"""A further connection to a running call."""

import base64
import uuid

from application import ANSWERS, ECHOES, Application, needs, raw_id, raw_ids


@needs("connect")
class Connecting(Application):
    def test_an_application_joins_a_call_leaves_and_joins_to_end_it(self):
        bob, caller, callee = self.users_talk()
        server_call_id = caller.at.get_call_properties().server_call_id
        before = len(self.sink.at(caller.path))

        first = self.connect(server_call_id=server_call_id, operation_context="joined")
        connected = self.event(first, "CallConnected")
        self.roster(first, self.alice, bob)
        first.at.hang_up(False)
        self.ended(first, 200, 7000)
        still = caller.at.get_call_properties()
        second = self.connect(server_call_id=server_call_id)
        self.event(second, "CallConnected")
        second.at.hang_up(True)

        self.ended(second, 200, 7000)
        self.ended(caller, 200, 5001)
        self.ended(callee, 200, 5001)
        self.assertEqual(first.properties.call_connection_state, "connecting")
        self.assertEqual(connected.server_call_id, server_call_id)
        self.assertEqual(connected.correlation_id, caller.properties.correlation_id)
        self.assertEqual(connected.operation_context, "joined")
        self.assertEqual(still.call_connection_state, "connected")
        self.assertEqual(self.sink.types(caller.path)[before:], ["CallDisconnected"])

    def test_an_application_that_joined_adds_a_phone(self):
        bob, caller, _ = self.users_talk()
        joined = self.connect(server_call_id=caller.at.get_call_properties().server_call_id)
        self.event(joined, "CallConnected")

        self.added(joined, ECHOES)

        self.roster(caller, self.alice, bob, ECHOES)
        self.assertNotIn("AddParticipantSucceeded", self.sink.types(caller.path))
        joined.at.hang_up(True)
        self.ended(caller, 200, 5001)

    def test_an_application_joins_the_group_that_a_phone_dialled(self):
        group = str(uuid.uuid4())
        self.around.phone_dials("+14255550100", f"group-{group}")

        joined = self.joined_once_there(group)

        listed = list(joined.at.list_participants())
        joined.at.hang_up(True)
        self.ended(joined, 200, 7000)
        self.assertEqual(raw_ids(listed), {raw_id(ANSWERS)})

    def test_there_is_no_such_call(self):
        nowhere = base64.b64encode(b"https://nowhere/").decode()
        for locator in ({"server_call_id": nowhere}, {"group_call_id": str(uuid.uuid4())},
                        {"room_id": "99123456789012345"}):
            with self.subTest(**locator):
                joined = self.connect(**locator, operation_context="lost")

                failed = self.event(joined, "ConnectFailed")
                self.assertResult(failed, 404, 8522)
                self.assertEqual(failed.operation_context, "lost")
                self.ended(joined, 404, 8522)

    def joined_once_there(self, group):
        """Event Grid tells nothing of a group of phones, so this asks until the phone is in."""
        for _ in range(20):
            joined = self.connect(group_call_id=group)
            with self.sink.changed:
                self.sink.changed.wait_for(lambda: joined_or_not(self.sink, joined.path), 20)
            if "CallConnected" in self.sink.types(joined.path):
                return joined
        self.fail(f"nobody came into the group {group}")


def joined_or_not(sink, path):
    return any(at == path and kind.endswith(("CallConnected", "CallDisconnected"))
               for at, kind, _ in sink.events)
