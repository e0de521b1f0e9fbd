"""Transfers between phones and trunks that are not ours; who hears whom is checked after each step.

baresip 1.0.0 transfers blindly. Attended transfer and Replaces, which it has not, come from `scripted.py`.
"""

import unittest

from peers import API, REFERRING_TRUNK, Peers, number, user
from scripted import refer_to

# As interop/server.yaml names and routes them.
DESK_1, DESK_2, DESK_3, DESK_4 = "desk-1", "desk-2", "desk-3", "desk-4"
TO_DESK_1, TO_DESK_3 = "+17005550101", "+17005550103"
PASSWORD = "interop-only"
BUSY = "+14255550102"
TRUNK_TONE, TONE_1, TONE_2, TONE_3 = 600, 440, 1000, 1500


class Transfers(Peers):
    def test_an_application_transfers_the_trunks_caller_to_a_phone(self):
        raw_id, credentials = self.new_user()
        phone = self.baresip(credentials["username"], credentials["password"], 25083, TONE_2)
        caller, voice = self.trunk_calls("+18005550101", TRUNK_TONE)
        path = "/callbacks/to-a-phone"
        connection, _ = self.answer("4:+18005550101", path)

        self.act(connection, ":transferToParticipant", {"targetParticipant": user(raw_id)})

        accepted = self.sink.next(path, "CallTransferAccepted")
        self.sink.next(path, "CallDisconnected")
        self.assertTalk(voice, phone)
        self.assertEqual(accepted["resultInformation"]["subCode"], 7015)
        self.assertEqual(accepted["transferee"]["rawId"], "4:+14255550199")
        self.assertEqual(accepted["transferTarget"]["rawId"], raw_id)
        phone.command("hangup")
        self.finish(caller)

    def test_a_failed_transfer_leaves_all_talking(self):
        raw_id, credentials = self.new_user()
        phone = self.baresip(credentials["username"], credentials["password"], 25083, TONE_2)
        caller, voice = self.trunk_calls("+18005550101", TRUNK_TONE)
        path = "/callbacks/failed-transfer"
        connection, _ = self.answer("4:+18005550101", path)
        self.act(connection, "/participants:add", {"participantToAdd": user(raw_id)})
        self.sink.next(path, "AddParticipantSucceeded")
        self.assertTalk(voice, phone)

        self.act(connection, ":transferToParticipant", {
            "targetParticipant": number(BUSY), "transferee": number("+14255550199"),
            "sourceCallerIdNumber": {"value": "+18005550101"}})

        failed = self.sink.next(path, "CallTransferFailed")
        self.assertEqual(failed["resultInformation"]["subCode"], 560486)
        self.assertTalk(voice, phone)
        self.act(connection, ":terminate", None, 204)
        self.finish(caller)

    def test_a_phone_transfers_the_trunk_blindly_to_another_phone(self):
        first = self.baresip(DESK_1, PASSWORD, 25081, TONE_1)
        second = self.baresip(DESK_2, PASSWORD, 25083, TONE_2)
        caller, voice = self.trunk_calls(TO_DESK_1, TRUNK_TONE)
        first.wait_for("Call established")
        self.assertTalk(voice, first)

        first.command("transfer", f"sip:{DESK_2}@{self.server}")

        second.wait_for("Call established")
        first.wait_for("audio: destroyed")
        self.assertTalk(voice, second)
        second.command("hangup")
        self.finish(caller)

    def test_a_phone_whose_transfer_fails_talks_on(self):
        # Scripted: baresip 1.0.0 hangs up by itself when it is told of a failure.
        third = self.scripted(25085, DESK_3, PASSWORD)
        caller, voice = self.trunk_calls(TO_DESK_3, TRUNK_TONE)
        call = third.answers(TONE_3)
        self.assertTalk(voice, call)

        call.request("REFER", f"Refer-To: <sip:{BUSY}@{self.server}>")

        call.expect(202)
        self.assertEqual(call.notified(), 486)
        self.assertTalk(voice, call)
        call.request("BYE")
        call.expect(200)
        self.finish(caller)

    def test_a_phone_transfers_the_trunk_to_a_phone_that_it_has_asked_first(self):
        second = self.baresip(DESK_2, PASSWORD, 25083, TONE_2)
        third = self.scripted(25085, DESK_3, PASSWORD)
        caller, voice = self.trunk_calls(TO_DESK_3, TRUNK_TONE)
        with_trunk = third.answers(TONE_3)
        self.assertTalk(voice, with_trunk)

        with_trunk.hold()
        with_second = third.calls(DESK_2, TONE_1)
        self.assertTalk(with_second, second)
        with_trunk.request("REFER", refer_to(f"sip:{DESK_2}@{self.server}", with_second.replaces))

        with_trunk.expect(202)
        self.assertEqual(with_trunk.notified(), 200)
        with_trunk.hung_up()
        with_second.hung_up()
        self.assertTalk(voice, second)
        second.command("hangup")
        self.finish(caller)

    def test_a_phone_takes_over_the_call_of_another_one(self):
        third = self.scripted(25085, DESK_3, PASSWORD)
        fourth = self.scripted(25087, DESK_4, PASSWORD)
        caller, voice = self.trunk_calls(TO_DESK_3, TRUNK_TONE)
        taken = third.answers(TONE_3)
        self.assertTalk(voice, taken)

        over = fourth.calls(DESK_3, TONE_1, f"Replaces: {taken.replaces}")

        taken.hung_up()
        self.assertTalk(voice, over)
        over.request("BYE")
        over.expect(200)
        self.finish(caller)

    def test_the_trunk_is_asked_to_transfer_its_own_party(self):
        trunk = self.sipp(REFERRING_TRUNK, "trunk-refers.xml")
        path = "/callbacks/refer"
        connection = self.call(number("+18885550123"), path)

        self.act(connection, ":transferToParticipant", {
            "targetParticipant": number("+18885550199"), "operationContext": "refer"})

        accepted = self.sink.next(path, "CallTransferAccepted")
        self.sink.next(path, "CallDisconnected")
        self.finish(trunk)
        self.assertEqual(accepted["operationContext"], "refer")
        self.assertEqual(accepted["resultInformation"]["subCode"], 7015)

    def test_a_trunk_that_refuses_to_transfer_is_called_instead(self):
        trunk = self.scripted(REFERRING_TRUNK)
        path = "/callbacks/refused-refer"
        status, created = self.rest("POST", f"/calling/callConnections?{API}", {
            "targets": [number("+18885550123")], "sourceCallerIdNumber": {"value": "+18005550100"},
            "callbackUri": self.sink.url(path)})
        self.assertEqual(status, 201, created)
        near = trunk.answers(TONE_1)
        self.sink.next(path, "CallConnected")

        self.act(f"/calling/callConnections/{created['callConnectionId']}", ":transferToParticipant",
                 {"targetParticipant": number("+18885550199")})
        refer = near.expect("REFER")
        trunk.reply(refer, 603)
        far = trunk.answers(TONE_2)

        self.sink.next(path, "CallTransferAccepted")
        self.sink.next(path, "CallDisconnected")
        self.assertIn("+18885550199", refer.header("Refer-To"))
        self.assertTalk(near, far)
        far.request("BYE")
        far.expect(200)
        near.hung_up()


if __name__ == "__main__":
    unittest.main()
