"""SIP peers that are not ours: SIPp as a trunk, baresip as registered phones."""

import unittest

from peers import ANSWERING_TRUNK, API, CALLING_TRUNK, Peers, number


class Phones(Peers):
    def test_a_trunk_calls_an_owned_number(self):
        caller = self.sipp(CALLING_TRUNK, "trunk-calls.xml", "-s", "+18005550101")

        connection, incoming = self.answer("4:+18005550101", "/callbacks/trunk-calls")
        self.assertEqual(self.rest("DELETE", f"{connection}?{API}")[0], 204)

        self.sink.next("/callbacks/trunk-calls", "CallDisconnected")
        self.finish(caller)
        self.assertEqual(incoming["from"]["rawId"], "4:+14255550198")
        headers = incoming["customContext"]["sipHeaders"]
        self.assertEqual(headers["User-To-User"], "48656c6c6f;encoding=hex")
        self.assertEqual(headers["X-MS-Custom-Order"], "4711")

    def test_a_trunk_answers_and_hangs_up(self):
        callee = self.sipp(ANSWERING_TRUNK, "trunk-answers.xml")

        self.call(number("+19995550123"), "/callbacks/trunk-answers")

        ended = self.sink.next("/callbacks/trunk-answers", "CallDisconnected")
        self.finish(callee)
        self.assertEqual(ended["resultInformation"]["subCode"], 560000)

    def test_two_baresip_phones_talk_through_the_server(self):
        (_, alice), (_, bob) = self.new_user(), self.new_user()
        phone_a = self.baresip(alice["username"], alice["password"], 25081, 440)
        phone_b = self.baresip(bob["username"], bob["password"], 25083, 1000)

        phone_a.command("dial", f"sip:{bob['username']}@{self.server}")

        phone_a.wait_for("Call established")
        phone_b.wait_for("Call established")
        self.assertTalk(phone_a, phone_b)


if __name__ == "__main__":
    unittest.main()
