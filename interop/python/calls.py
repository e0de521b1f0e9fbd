"""Calls that are made, answered, rejected, redirected and ended."""

import time

from application import ANSWERS, BUSY, DECLINES, ECHOES, HANGS_UP, HAS, UNKNOWN, Application, raw_id, raw_ids


class Calls(Application):
    def test_a_user_calls_a_user_and_the_caller_ends_it(self):
        bob, caller, callee = self.users_talk()

        listed = list(caller.at.list_participants())
        caller.at.hang_up(True)

        self.ended(caller, 200, 7000)
        self.ended(callee, 200, 5001)
        self.assertEqual(raw_ids(listed), {raw_id(self.alice), raw_id(bob)})

    def test_a_phone_answers_and_stays_until_the_application_hangs_up(self):
        call = self.dial(ANSWERS, operation_context="dialled")
        connected = self.event(call, "CallConnected")
        properties = call.at.get_call_properties()
        participant = call.at.get_participant(ANSWERS)
        call.at.hang_up(False)

        ended = self.ended(call, 200, 7000)
        self.assertRefused(404, "8522", call.at.get_call_properties)
        self.assertEqual(properties.call_connection_state, "connected")
        self.assertEqual(participant.identifier.properties["value"], "+14255550100")
        self.assertEqual({connected.operation_context, ended.operation_context}, {"dialled"})

    def test_phones_that_refuse_fail_the_call(self):
        for target, code in ((BUSY, 486), (DECLINES, 603), (UNKNOWN, 404)):
            with self.subTest(code=code):
                call = self.dial(target)
                self.ended(call, code, 560000 + code)
                if "failed-events" in HAS:
                    self.assertResult(self.event(call, "CreateCallFailed"), code, 560000 + code)

    def test_a_phone_that_hangs_up_ends_the_call(self):
        self.ended(self.phone_talks(HANGS_UP), 200, 560000)

    def test_a_call_that_still_rings_is_taken_back(self):
        bob = self.user()
        call = self.dial(bob)
        context = self.ringing(bob)

        call.at.hang_up(True)

        self.event(call, "CallDisconnected")
        self.assertRefused(404, "8522", self.client.reject_call, context)

    def test_an_application_rejects_a_phone_which_sees_why(self):
        for reason, status in (("none", 603), ("busy", 486), ("forbidden", 403)):
            with self.subTest(reason=reason):
                bob = self.user()
                phone = self.around.phone_dials("+14255550100", raw_id(bob).removeprefix("8:acs:"))
                context = self.ringing(bob)

                self.client.reject_call(context, call_reject_reason=reason)

                self.assertRefused(404, "8522", self.client.answer_call, context, "http://127.0.0.1:9/")
                call = self.seen(phone, lambda call: "endedAt" in call)
                self.assertEqual(call["sipStatus"], status)

    def test_the_application_that_called_learns_of_a_rejection(self):
        bob = self.user()
        caller = self.dial(bob)

        self.client.reject_call(self.ringing(bob))

        self.ended(caller, 200, 5002)
        if "failed-events" in HAS:
            self.assertResult(self.event(caller, "CreateCallFailed"), 200, 5002)

    def test_an_application_redirects_a_call(self):
        bob, carol = self.user(), self.user()
        caller = self.dial(bob)
        context = self.ringing(bob)
        args, _ = self.invitation(carol)

        self.client.redirect_call(context, *args)
        callee = self.answer(carol)

        self.event(caller, "CallConnected")
        self.roster(callee, self.alice, carol)
        self.assertRefused(404, "8522", self.client.reject_call, context)
        caller.at.hang_up(True)
        self.ended(callee, 200, 5001)

    def test_a_phones_call_is_redirected_to_a_phone_but_not_a_users(self):
        bob, carol = self.user(), self.user()
        phone = self.around.phone_dials("+14255550100", raw_id(bob).removeprefix("8:acs:"))
        caller = self.dial(carol)
        args, _ = self.invitation(ECHOES)

        self.client.redirect_call(self.ringing(bob), *args)
        self.assertRefused(400, "8523", self.client.redirect_call, self.ringing(carol), *args)

        self.seen(phone, lambda call: call["state"] == "connected")
        self.around.hang_up(phone)
        caller.at.hang_up(True)

    def test_a_group_call_rings_everybody(self):
        call = self.dial_group([ANSWERS, ECHOES])
        self.event(call, "CallConnected")
        source = self.alice if "group-source" in HAS else call.properties.source
        self.roster(call, source, ANSWERS, ECHOES)

        call.at.hang_up(False)

        self.ended(call, 200, 7000)

    def seen(self, phone, fits):
        """Asks for the call of a simulated phone until it is as it should be."""
        while not fits(call := self.around.phone_call(phone)):
            self.assertNotIn("endedAt", call)
            time.sleep(0.05)
        return call
