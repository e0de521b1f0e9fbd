"""What the SIP tests share: the server, SIPp as a trunk, phones, and who hears whom."""

import os
import subprocess
import sys
import time
import unittest

HERE = os.path.dirname(os.path.abspath(__file__))
sys.path.insert(0, os.path.join(HERE, "..", "python"))

from baresip import Baresip  # noqa: E402
from scripted import ScriptedPhone  # noqa: E402
from surroundings import Surroundings  # noqa: E402
from tones import HEARD, TonePeer, loudness  # noqa: E402

API = "api-version=2025-06-15"
CALLING_TRUNK, ANSWERING_TRUNK, REFERRING_TRUNK = 25071, 25072, 25073  # As interop/server.yaml names them.
PATIENCE_SECONDS = 15


class Peers(unittest.TestCase):
    @classmethod
    def setUpClass(cls):
        cls.around = Surroundings()
        cls.rest, cls.sink = cls.around.rest, cls.around.sink
        cls.server = cls.around.ready["sip"]["udp"]

    @classmethod
    def tearDownClass(cls):
        cls.around.close()

    def sipp(self, port, scenario, *more):
        process = subprocess.Popen(
            ["sipp", self.server, "-sf", f"{HERE}/{scenario}", "-i", "127.0.0.1", "-p", str(port), "-m", "1",
             "-nostdin", "-timeout", "60", "-timeout_error", *more],
            stdin=subprocess.DEVNULL, stdout=subprocess.PIPE, stderr=subprocess.STDOUT)
        self.addCleanup(stopped, process)
        return process

    def finish(self, process):
        """The scenario came to its end as it is written."""
        output, _ = process.communicate(timeout=40)
        self.assertEqual(process.returncode, 0, output.decode(errors="replace")[-3000:])

    def trunk_calls(self, number, frequency):
        """SIPp calls a number through the trunk and has a voice; it waits for a BYE."""
        voice = self.voice(frequency)
        return self.sipp(CALLING_TRUNK, "trunk-talks.xml", "-s", number, "-key", "rtp", str(voice.port)), voice

    def voice(self, frequency):
        voice = TonePeer(frequency)
        self.addCleanup(voice.close)
        return voice

    def baresip(self, username, password, port, frequency):
        phone = Baresip(username, password, self.server, port, frequency)
        self.addCleanup(phone.close)
        return phone

    def scripted(self, port, username="", password=""):
        phone = ScriptedPhone(self.server, port, username, password)
        self.addCleanup(phone.close)
        return phone

    def new_user(self):
        """A user made by the Identity API: its raw id and what its phone registers with."""
        _, created = self.rest("POST", "/identities?api-version=2023-10-01", {})
        raw_id = created["identity"]["id"]
        status, credentials = self.rest("POST", f"/cordboard/users/{raw_id}:issueSipPassword")
        self.assertEqual(status, 200, credentials)
        return raw_id, credentials

    def answer(self, raw_id, path):
        """An application answers the call that rings this number; gives its connection's path and the IncomingCall."""
        incoming = self.around.incoming(raw_id)
        status, connection = self.rest("POST", f"/calling/callConnections:answer?{API}", {
            "incomingCallContext": incoming["incomingCallContext"], "callbackUri": self.sink.url(path)})
        self.assertEqual(status, 200, connection)
        self.sink.next(path, "CallConnected")
        return f"/calling/callConnections/{connection['callConnectionId']}", incoming

    def call(self, target, path):
        """An application calls somebody; gives the path of its connection."""
        status, connection = self.rest("POST", f"/calling/callConnections?{API}", {
            "targets": [target], "sourceCallerIdNumber": {"value": "+18005550100"},
            "callbackUri": self.sink.url(path)})
        self.assertEqual(status, 201, connection)
        self.sink.next(path, "CallConnected")
        return f"/calling/callConnections/{connection['callConnectionId']}"

    def act(self, connection, action, body, expected=202):
        status, answer = self.rest("POST", f"{connection}{action}?{API}", body)
        self.assertEqual(status, expected, answer)
        return answer

    def assertTalk(self, *talkers):
        """Each of them hears all the others and not itself."""
        self.assertHear({one: [other.frequency for other in talkers if other is not one] for one in talkers})

    def assertHear(self, wanted):
        """Each hears from now on exactly the tones it is to hear, of all that are said."""
        for one in wanted:
            one.forget()
        tones = {one.frequency for one in wanted} | {each for heard in wanted.values() for each in heard}
        deadline = time.monotonic() + PATIENCE_SECONDS
        while (seen := {one: heard_of(one, tones) for one in wanted}) != {
                one: set(heard) for one, heard in wanted.items()}:
            if time.monotonic() > deadline:
                names = {one.frequency: (set(heard), seen[one]) for one, heard in wanted.items()}
                self.fail(f"who says what: (hears what by right, hears what) {names}")
            time.sleep(0.2)


def heard_of(one, tones):
    heard = one.heard()
    return {each for each in tones if loudness(heard, each) > 0.1} if len(heard) == HEARD else None


def number(e164):
    return {"phoneNumber": {"value": e164}}


def user(raw_id):
    return {"communicationUser": {"id": raw_id}}


def stopped(process):
    """Ends a SIPp, or says why it ended by itself."""
    if process.poll() is None:
        process.kill()
    elif process.returncode and not process.stdout.closed:
        print(process.stdout.read().decode(errors="replace")[-2000:], file=sys.stderr)
    process.wait(10)
    process.stdout.close()
