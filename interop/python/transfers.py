"""Transfers by the application: the phone or user that it talks to goes on with somebody else."""

from application import ANSWERS, BUSY, CONTEXT, ECHOES, HAS, PRESSES, RINGS, Application, needs, raw_id


class Transfers(Application):
    def test_a_phone_is_transferred_and_the_application_is_out_of_the_call(self):
        call = self.phone_talks(ANSWERS)

        asked = self.transfer(call, ECHOES, operation_context="on")

        accepted = self.event(call, "CallTransferAccepted")
        self.event(call, "CallDisconnected")
        self.assertResult(accepted, 200, 7015)
        self.assertTransferred(accepted, ANSWERS, ECHOES)
        self.assertEqual({asked.operation_context, accepted.operation_context}, {"on"})
        self.assertEqual(self.sink.types(call.path)[-2:], ["CallTransferAccepted", "CallDisconnected"])
        self.assertRefused(404, "8522", call.at.get_call_properties)

    def test_a_user_is_transferred_to_a_user_whose_application_answers(self):
        bob, caller, callee = self.users_talk()
        carol = self.user()

        caller.at.transfer_call_to_participant(carol, **CONTEXT)
        incoming = self.around.incoming(raw_id(carol))
        third = self.answer_incoming(incoming)
        self.assertTold(incoming)

        self.assertTransferred(self.event(caller, "CallTransferAccepted"), bob, carol)
        self.event(caller, "CallDisconnected")
        self.roster(callee, bob, carol)
        self.assertEqual(len(list(third.at.list_participants())), 2)
        third.at.hang_up(True)
        self.ended(callee, 200, 5001)

    def test_a_transfer_to_a_busy_phone_fails_and_leaves_the_call_talking(self):
        call = self.phone_talks(ANSWERS)

        self.transfer(call, BUSY, operation_context="busy")

        failed = self.event(call, "CallTransferFailed")
        self.assertResult(failed, 486, 560486)
        self.assertEqual(failed.operation_context, "busy")
        self.assertEqual(call.at.get_call_properties().call_connection_state, "connected")
        call.at.hang_up(True)
        self.ended(call, 200, 7000)

    def test_a_second_transfer_must_wait_for_the_first(self):
        call = self.phone_talks(ANSWERS)
        self.transfer(call, RINGS)

        self.assertRefused(409, "8607", self.transfer, call, ECHOES)

        call.at.hang_up(True)
        self.event(call, "CallTransferFailed")
        self.ended(call, 200, 7000)

    @needs("transferee")
    def test_of_a_group_one_is_transferred_and_the_others_stay(self):
        call = self.phone_talks(ANSWERS)
        self.added(call, ECHOES)
        before = len(self.sink.at(call.path))

        self.assertRefused(400, "8523", self.transfer, call, PRESSES)
        self.transfer(call, PRESSES, transferee=ECHOES)

        self.assertTransferred(self.event(call, "CallTransferAccepted"), ECHOES, PRESSES)
        self.roster(call, self.alice, ANSWERS, fits=lambda d: any(
            item["data"] is d for item in self.sink.at(call.path)[before:]))
        self.assertEqual(call.at.get_call_properties().call_connection_state, "connected")
        call.at.hang_up(True)
        self.ended(call, 200, 7000)

    def transfer(self, call, target, **options):
        if "transfer-caller-id" in HAS:
            options["source_caller_id_number"] = self.ours
        return call.at.transfer_call_to_participant(target, **options)

    def assertTransferred(self, event, transferee, target):
        """Checks what the event says of the two, in versions whose event says it."""
        if "transfer-parties" in HAS:
            self.assertEqual((event.transferee.raw_id, event.transfer_target.raw_id),
                             (raw_id(transferee), raw_id(target)))
