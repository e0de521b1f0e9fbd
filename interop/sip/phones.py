"""SIP peers that are not ours: SIPp as a trunk, baresip as registered phones."""

import os
import subprocess
import sys
import time
import unittest

HERE = os.path.dirname(os.path.abspath(__file__))
sys.path.insert(0, os.path.join(HERE, "..", "python"))

from baresip import Baresip, loudness  # noqa: E402
from surroundings import Surroundings  # noqa: E402

API = "api-version=2025-06-15"
CALLING_TRUNK, ANSWERING_TRUNK = 25071, 25072  # As interop/server.yaml names them.
TONE_A, TONE_B = 440, 1000


def sipp(server, port, scenario, *more):
    return subprocess.Popen(
        ["sipp", server, "-sf", f"{HERE}/{scenario}", "-i", "127.0.0.1", "-p", str(port), "-m", "1",
         "-nostdin", "-timeout", "30", "-timeout_error", *more],
        stdin=subprocess.DEVNULL, stdout=subprocess.PIPE, stderr=subprocess.STDOUT)


class Phones(unittest.TestCase):
    @classmethod
    def setUpClass(cls):
        cls.around = Surroundings()
        cls.rest, cls.sink = cls.around.rest, cls.around.sink
        cls.server = cls.around.ready["sip"]["udp"]

    @classmethod
    def tearDownClass(cls):
        cls.around.close()

    def finish(self, process):
        output, _ = process.communicate(timeout=40)
        self.assertEqual(process.returncode, 0, output.decode(errors="replace")[-3000:])

    def test_a_trunk_calls_an_owned_number(self):
        caller = sipp(self.server, CALLING_TRUNK, "trunk-calls.xml", "-s", "+18005550101")

        incoming = self.around.incoming("4:+18005550101")
        status, connection = self.rest("POST", f"/calling/callConnections:answer?{API}", {
            "incomingCallContext": incoming["incomingCallContext"],
            "callbackUri": self.sink.url("/callbacks/trunk-calls")})
        self.assertEqual(status, 200, connection)
        self.sink.next("/callbacks/trunk-calls", "CallConnected")
        path = f"/calling/callConnections/{connection['callConnectionId']}"
        self.assertEqual(self.rest("DELETE", f"{path}?{API}")[0], 204)

        self.sink.next("/callbacks/trunk-calls", "CallDisconnected")
        self.finish(caller)
        self.assertEqual(incoming["from"]["rawId"], "4:+14255550198")
        headers = incoming["customContext"]["sipHeaders"]
        self.assertEqual(headers["User-To-User"], "48656c6c6f;encoding=hex")
        self.assertEqual(headers["X-MS-Custom-Order"], "4711")

    def test_a_trunk_answers_and_hangs_up(self):
        callee = sipp(self.server, ANSWERING_TRUNK, "trunk-answers.xml")

        status, connection = self.rest("POST", f"/calling/callConnections?{API}", {
            "targets": [{"phoneNumber": {"value": "+19995550123"}}],
            "sourceCallerIdNumber": {"value": "+18005550100"},
            "callbackUri": self.sink.url("/callbacks/trunk-answers")})
        self.assertEqual(status, 201, connection)

        self.sink.next("/callbacks/trunk-answers", "CallConnected")
        ended = self.sink.next("/callbacks/trunk-answers", "CallDisconnected")
        self.finish(callee)
        self.assertEqual(ended["resultInformation"]["subCode"], 560000)

    def test_two_baresip_phones_talk_through_the_server(self):
        alice, bob = self.phone(), self.phone()
        phone_b = Baresip(bob, self.server, 25083, TONE_B)
        self.addCleanup(phone_b.close)
        phone_b.wait_for(r"200 OK|registered successfully")
        phone_a = Baresip(alice, self.server, 25081, TONE_A,
                          dial=f"sip:{bob['username']}@{self.server}")
        self.addCleanup(phone_a.close)

        phone_a.wait_for("Call established")
        phone_b.wait_for("Call established")
        deadline = time.monotonic() + 20
        while time.monotonic() < deadline and not (self.hears(phone_a, TONE_B) and self.hears(phone_b, TONE_A)):
            time.sleep(0.5)

        self.assertGreater(loudness(phone_a.heard(), TONE_B), 0.2)
        self.assertGreater(loudness(phone_b.heard(), TONE_A), 0.2)
        self.assertLess(loudness(phone_a.heard(), TONE_A), 0.02)
        self.assertLess(loudness(phone_b.heard(), TONE_B), 0.02)

    def phone(self):
        _, created = self.rest("POST", "/identities?api-version=2023-10-01", {})
        raw_id = created["identity"]["id"]
        status, credentials = self.rest("POST", f"/cordboard/users/{raw_id}:issueSipPassword")
        self.assertEqual(status, 200, credentials)
        return credentials

    @staticmethod
    def hears(phone, tone):
        try:
            return loudness(phone.heard(), tone) > 0.2
        except IndexError:
            return False


if __name__ == "__main__":
    unittest.main()
