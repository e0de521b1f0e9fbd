"""What is done to the participants of a running call."""

from application import (
    ANSWERS,
    BUSY,
    CONTEXT,
    ECHOES,
    HAS,
    PRESSES,
    RINGS,
    Application,
    needs,
    raw_id,
)


class Participants(Application):
    def test_a_phone_is_added_and_removed(self):
        call = self.phone_talks(ANSWERS)

        added = self.add(call, ECHOES, operation_context="add")
        succeeded = self.event(call, "AddParticipantSucceeded")
        listed = list(call.at.list_participants())
        asked = call.at.remove_participant(ECHOES, operation_context="remove")
        removed = self.event(call, "RemoveParticipantSucceeded")
        self.roster(call, self.alice, ANSWERS)

        self.assertEqual(added.operation_context, "add")
        self.assertEqual(raw_id(added.participant.identifier), raw_id(ECHOES))
        self.assertEqual(succeeded.operation_context, "add")
        self.assertResult(succeeded, 200, 0)
        self.assertEqual(len(listed), 3)
        self.assertEqual({asked.operation_context, removed.operation_context}, {"remove"})
        self.assertEqual(removed.participant.raw_id, raw_id(ECHOES))
        call.at.hang_up(True)
        self.ended(call, 200, 7000)

    def test_a_user_is_added_and_removed(self):
        bob, caller, callee = self.users_talk()
        carol = self.user()

        self.add(caller, carol, **CONTEXT)
        incoming = self.around.incoming(raw_id(carol))
        third = self.answer_incoming(incoming)
        self.assertTold(incoming)
        self.event(caller, "AddParticipantSucceeded")
        self.roster(third, self.alice, bob, carol)
        caller.at.remove_participant(carol)

        self.event(caller, "RemoveParticipantSucceeded")
        self.ended(third, 200, 5300)
        caller.at.hang_up(True)
        self.ended(callee, 200, 5001)

    def test_removing_the_last_other_participant_ends_the_call(self):
        bob, caller, callee = self.users_talk()

        caller.at.remove_participant(bob)

        self.event(caller, "RemoveParticipantSucceeded")
        self.ended(callee, 200, 5300)
        self.ended(caller, 200, 5002)

    def test_adding_a_busy_phone_fails_and_leaves_the_call_talking(self):
        call = self.phone_talks(ANSWERS)

        self.add(call, BUSY)

        failed = self.event(call, "AddParticipantFailed")
        self.assertResult(failed, 486, 560486)
        self.assertEqual(failed.participant.raw_id, raw_id(BUSY))
        self.assertEqual(call.at.get_call_properties().call_connection_state, "connected")
        call.at.hang_up(True)

    @needs("ring-limit")
    def test_an_invitation_that_nobody_takes_fails_in_its_time(self):
        call = self.phone_talks(ANSWERS)
        bob = self.user()

        self.add(call, RINGS, invitation_timeout=1)
        self.add(call, bob, invitation_timeout=1)

        for target, code, sub_code in ((RINGS, 480, 560480), (bob, 487, 10004)):
            failed = self.event(call, "AddParticipantFailed",
                                lambda d, target=target: d["participant"]["rawId"] == raw_id(target))
            self.assertResult(failed, code, sub_code)
        call.at.hang_up(True)

    def test_who_is_not_there_is_not_removed(self):
        _, caller, _ = self.users_talk()

        self.assertRefused(404, "8522", caller.at.get_participant, ECHOES)
        self.assertRefused(404, "8522", caller.at.remove_participant, ECHOES)

        caller.at.hang_up(True)

    @needs("cancel-add")
    def test_an_invitation_is_taken_back_while_it_rings(self):
        call = self.phone_talks(ANSWERS)
        invitation_id = self.add(call, RINGS).invitation_id

        asked = call.at.cancel_add_participant_operation(invitation_id, operation_context="back")
        cancelled = self.event(call, "CancelAddParticipantSucceeded")
        call.at.hang_up(True)
        self.ended(call, 200, 7000)

        self.assertEqual((asked.invitation_id, asked.operation_context), (invitation_id, "back"))
        self.assertEqual((cancelled.invitation_id, cancelled.operation_context), (invitation_id, "back"))
        self.assertResult(cancelled, 487, 5234, "results" in HAS)
        self.assertNotIn("AddParticipantFailed", self.sink.types(call.path))

    @needs("cancel-add")
    def test_an_invitation_that_was_taken_cannot_be_taken_back(self):
        call = self.phone_talks(ANSWERS)
        invitation_id = self.add(call, ECHOES).invitation_id
        self.event(call, "AddParticipantSucceeded")

        call.at.cancel_add_participant_operation(invitation_id)

        self.assertEqual(self.event(call, "CancelAddParticipantFailed").invitation_id, invitation_id)
        self.assertEqual(len(list(call.at.list_participants())), 3)
        call.at.hang_up(True)

    @needs("operation-callback")
    def test_the_outcome_of_one_action_goes_to_its_own_url(self):
        call = self.phone_talks(ANSWERS)
        aside = call._replace(path=call.path + "-aside")

        self.add(call, ECHOES, operation_callback_url=self.sink.url(aside.path))

        self.event(aside, "AddParticipantSucceeded")
        self.roster(call, self.alice, ANSWERS, ECHOES)
        call.at.hang_up(True)
        self.ended(call, 200, 7000)
        self.assertNotIn("AddParticipantSucceeded", self.sink.types(call.path))

    @needs("mute")
    def test_a_user_is_muted_a_phone_cannot_be(self):
        bob, caller, _ = self.users_talk()
        self.added(caller, ECHOES)

        muted = caller.at.mute_participant(bob, operation_context="mute")
        self.roster(caller, self.alice, bob, ECHOES, fits=lambda d: only_one(d, bob, "isMuted"))
        shown = caller.at.get_participant(bob)
        self.assertRefused(400, "8523", caller.at.mute_participant, ECHOES)

        self.assertEqual(muted.operation_context, "mute")
        self.assertTrue(shown.is_muted)
        caller.at.hang_up(True)

    @needs("hold")
    def test_a_participant_is_put_on_hold_and_taken_back(self):
        bob, caller, callee = self.users_talk()

        caller.at.hold(bob)
        held = self.roster(caller, self.alice, bob, fits=lambda d: only_one(d, bob, "isOnHold"))
        self.roster(callee, self.alice, bob, fits=lambda d: only_one(d, bob, "isOnHold"))
        shown = caller.at.get_participant(bob)
        caller.at.unhold(bob)
        self.roster(caller, self.alice, bob, fits=lambda d: d["sequenceNumber"] > held.sequence_number
                    and not any(each["isOnHold"] for each in d["participants"]))

        self.assertTrue(shown.is_on_hold)
        caller.at.hang_up(True)
        self.ended(caller, 200, 7000)

    @needs("move")
    def test_a_phone_moves_from_one_call_into_another(self):
        here, there = self.phone_talks(ANSWERS), self.phone_talks(PRESSES)
        from_call = there.properties.call_connection_id

        asked = here.at.move_participants([PRESSES], from_call, operation_context="move")

        moved = self.event(here, "MoveParticipantSucceeded")
        self.roster(here, self.alice, ANSWERS, PRESSES)
        self.ended(there, 200, 5002)
        self.assertEqual(asked.from_call, from_call)
        self.assertEqual((moved.from_call, moved.operation_context), (from_call, "move"))
        self.assertEqual(moved.participant.raw_id, raw_id(PRESSES))
        self.assertResult(moved, 200, 0)
        here.at.hang_up(True)
        self.ended(here, 200, 7000)


def only_one(data, who, flag):
    """Whether this flag is set for this participant and for nobody else."""
    return all(each[flag] == (each["identifier"]["rawId"] == raw_id(who)) for each in data["participants"])
