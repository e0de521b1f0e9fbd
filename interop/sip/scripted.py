"""A SIP phone that does exactly what a test says, for what baresip 1.0.0 has not: attended transfer, Replaces."""

import hashlib
import re
import socket
import threading
import uuid
from urllib.parse import quote

from tones import TonePeer

PATIENCE_SECONDS = 10


class Message:
    def __init__(self, text):
        head, _, self.body = text.partition("\r\n\r\n")
        self.first, *lines = head.split("\r\n")
        self.headers = [(name.strip().lower(), value.strip())
                        for name, _, value in (line.partition(":") for line in lines)]
        self.status = int(self.first.split()[1]) if self.first.startswith("SIP/2.0") else None
        self.method = self.header("CSeq").split()[1]
        # What comes again is the same message sent again.
        self.identity = (self.first, self.header("Via"), self.header("CSeq"), self.header("To"))

    def header(self, name):
        return next((value for each, value in self.headers if each == name.lower()), "")

    def all(self, name):
        return [value for each, value in self.headers if each == name.lower()]

    def tag(self, name):
        return re.search(r";tag=([^;>\s]+)", self.header(name)).group(1)

    def uri(self, name):
        return re.search(r"<([^>]+)>", self.header(name)).group(1)


class Dialog:
    """One call of the phone, with a voice of its own."""

    def __init__(self, phone, call_id, local, remote, target, voice, sequence=1):
        self.phone, self.call_id, self.voice = phone, call_id, voice
        self.local, self.remote, self.target, self.sequence = local, remote, target, sequence

    def heard(self):
        return self.voice.heard()

    def forget(self):
        self.voice.forget()

    @property
    def frequency(self):
        return self.voice.frequency

    @property
    def replaces(self):
        """The value of a Replaces header that names this call to the server (RFC 3891)."""
        ours, theirs = (re.search(r";tag=([^;>\s]+)", each).group(1) for each in (self.local, self.remote))
        return f"{self.call_id};to-tag={theirs};from-tag={ours}"

    def request(self, method, *headers, body=""):
        self.sequence += 1
        self.phone.send(method, self.target, [
            f"From: {self.local}", f"To: {self.remote}", f"Call-ID: {self.call_id}",
            f"CSeq: {self.sequence} {method}", *headers], body)

    def expect(self, what):
        return self.phone.expect(what, self.call_id)

    def hold(self, direction="sendonly"):
        """Offers the same session with another direction, as a phone does that holds."""
        self.request("INVITE", body=self.phone.session(self.voice, direction))
        answer = self.expect(200)
        self.phone.acknowledge(self, answer)
        return answer

    def notified(self):
        """Answers NOTIFYs until the last one of the transfer; gives the SIP status that they told."""
        while True:
            notify = self.expect("NOTIFY")
            self.phone.reply(notify, 200)
            if "terminated" in notify.header("Subscription-State"):
                return int(notify.body.split()[1])

    def hung_up(self):
        """Waits for the server to end this call."""
        self.phone.reply(self.expect("BYE"), 200)


class ScriptedPhone:
    def __init__(self, server, port, username="", password=""):
        host, _, number = server.rpartition(":")
        self.server, self.username, self.password = (host, int(number)), username, password
        self.socket = socket.socket(socket.AF_INET, socket.SOCK_DGRAM)
        self.socket.bind(("127.0.0.1", port))
        self.name = username or "+14255550199"  # A trunk speaks for a number.
        self.contact = f"sip:{self.name}@127.0.0.1:{port}"
        self.arrived, self.seen, self.voices = [], set(), []
        self.changed = threading.Condition()
        self.closed = False
        self.thread = threading.Thread(target=self._read, daemon=True)
        self.thread.start()

    def calls(self, user, frequency, *headers, challenged=True):
        """Calls somebody, proves who it is unless it is a trunk, and waits for the answer."""
        voice = self.voice(frequency)
        uri = f"sip:{user}@{self.server[0]}:{self.server[1]}"
        local = f"<sip:{self.name}@{self.server[0]}:{self.server[1]}>;tag={uuid.uuid4().hex[:8]}"
        call_id = uuid.uuid4().hex
        basic = [f"From: {local}", f"To: <{uri}>", f"Call-ID: {call_id}"]
        offer = self.session(voice)
        self.send("INVITE", uri, [*basic, "CSeq: 1 INVITE", *headers], offer)
        if challenged:
            challenge = self.expect(401, call_id)
            branch = challenge.header("Via")
            self.send("ACK", uri, [*basic[:1], f"To: {challenge.header('To')}", basic[2], "CSeq: 1 ACK"], via=branch)
            proof = self._proof("INVITE", uri, challenge.header("WWW-Authenticate"))
            self.send("INVITE", uri, [*basic, "CSeq: 2 INVITE", f"Authorization: {proof}", *headers], offer)
        answer = self.expect(200, call_id)
        dialog = Dialog(self, call_id, local, answer.header("To"), answer.uri("Contact"), voice, 2)
        voice.remote = remote_of(answer.body)
        self.acknowledge(dialog, answer)
        return dialog

    def answers(self, frequency):
        """Takes the next call."""
        invite = self.expect("INVITE")
        voice = self.voice(frequency)
        voice.remote = remote_of(invite.body)
        tag = f";tag={uuid.uuid4().hex[:8]}"
        self.reply(invite, 200, tag, self.session(voice))
        self.expect("ACK", invite.header("Call-ID"))
        return Dialog(self, invite.header("Call-ID"), invite.header("To") + tag, invite.header("From"),
                      invite.uri("Contact"), voice, 0)

    def voice(self, frequency):
        self.voices.append(TonePeer(frequency))
        return self.voices[-1]

    def session(self, voice, direction="sendrecv"):
        return "\r\n".join([
            "v=0", "o=- 1 1 IN IP4 127.0.0.1", "s=-", "c=IN IP4 127.0.0.1", "t=0 0",
            f"m=audio {voice.port} RTP/AVP 0", "a=rtpmap:0 PCMU/8000", f"a={direction}", ""])

    def acknowledge(self, dialog, answer):
        number = answer.header("CSeq").split()[0]
        self.send("ACK", dialog.target, [f"From: {dialog.local}", f"To: {dialog.remote}",
                                         f"Call-ID: {dialog.call_id}", f"CSeq: {number} ACK"])

    def send(self, method, uri, headers, body="", via=None):
        own = f"SIP/2.0/UDP {self.contact.split('@')[1]};rport;branch=z9hG4bK{uuid.uuid4().hex}"
        self._write([f"{method} {uri} SIP/2.0", f"Via: {via or own}", "Max-Forwards: 70", *headers,
                     f"Contact: <{self.contact}>"], body)

    def reply(self, request, status, tag="", body=""):
        to = request.header("To")
        self._write([f"SIP/2.0 {status} Whatever", *(f"Via: {via}" for via in request.all("Via")),
                     f"From: {request.header('From')}", f"To: {to + tag}", f"Call-ID: {request.header('Call-ID')}",
                     f"CSeq: {request.header('CSeq')}", f"Contact: <{self.contact}>",
                     "Allow: INVITE, ACK, BYE, CANCEL, OPTIONS, REFER, NOTIFY"], body)

    def expect(self, what, call_id=None):
        """The next message that is a request of this method or a response of this status; 1xx are passed over."""
        def fits(message):
            return (call_id in (None, message.header("Call-ID"))
                    and (message.status == what if isinstance(what, int) else message.first.startswith(what + " ")))

        with self.changed:
            if not self.changed.wait_for(lambda: any(map(fits, self.arrived)), PATIENCE_SECONDS):
                raise AssertionError(f"no {what}; there: {[each.first for each in self.arrived]}")
            found = next(each for each in self.arrived if fits(each))
            self.arrived.remove(found)
            return found

    def close(self):
        self.closed = True
        for voice in self.voices:
            voice.close()
        self.socket.sendto(b"", self.socket.getsockname())  # Wakes the one that reads.
        self.thread.join(5)
        self.socket.close()

    def _read(self):
        while not self.closed:
            data, _ = self.socket.recvfrom(65536)
            if not data.strip():
                continue
            message = Message(data.decode(errors="replace"))
            with self.changed:
                if message.identity not in self.seen:
                    self.seen.add(message.identity)
                    self.arrived.append(message)
                    self.changed.notify_all()

    def _write(self, lines, body):
        if body:
            lines = [*lines, "Content-Type: application/sdp"]
        text = "\r\n".join([*lines, f"Content-Length: {len(body)}", "", body])
        self.socket.sendto(text.encode(), self.server)

    def _proof(self, method, uri, challenge):
        given = dict(re.findall(r'(\w+)="?([^",]+)"?', challenge))
        digest = lambda text: hashlib.md5(text.encode()).hexdigest()
        secret = digest(f"{self.username}:{given['realm']}:{self.password}")
        count, own = "00000001", uuid.uuid4().hex[:8]
        response = digest(f"{secret}:{given['nonce']}:{count}:{own}:auth:{digest(f'{method}:{uri}')}")
        return (f'Digest username="{self.username}", realm="{given["realm"]}", nonce="{given["nonce"]}", uri="{uri}", '
                f'response="{response}", algorithm=MD5, qop=auth, nc={count}, cnonce="{own}"')


def remote_of(session):
    """Where a session description wants sound."""
    address = re.search(r"c=IN IP4 (\S+)", session).group(1)
    return address, int(re.search(r"m=audio (\d+)", session).group(1))


def refer_to(uri, replaces):
    """A Refer-To that sends the other party to `uri` in place of one of our own calls (RFC 3891)."""
    return f"Refer-To: <{uri}?Replaces={quote(replaces, safe='')}>"
