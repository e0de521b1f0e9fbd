"""A baresip phone: it plays a tone into every call and keeps what it hears as a WAV file."""

import glob
import json
import os
import re
import shutil
import socket
import struct
import subprocess
import tempfile
import threading
import wave

from tones import HEARD, RATE, tone

MODULES = next(
    (p for p in ("/usr/lib/baresip/modules", "/usr/lib/x86_64-linux-gnu/baresip/modules") if os.path.isdir(p)),
    "/usr/lib/baresip/modules",
)


class Baresip:
    """Registers with the server and answers by itself; told what to do over its control port."""

    def __init__(self, username, password, server, port, frequency):
        self.folder = tempfile.mkdtemp(prefix="baresip-")
        self.frequency = frequency
        self.lines = []
        self.forgotten = 0
        self.changed = threading.Condition()
        self.control = ("127.0.0.1", port + 20)  # baresip itself takes the port after its own for TLS.
        _write_tone(f"{self.folder}/tone.wav", frequency)
        self._write("config", f"""
sip_listen 127.0.0.1:{port}
audio_source aufile,{self.folder}/tone.wav
audio_player aufile,{self.folder}/unused.wav
audio_srate {RATE}
audio_channels 1
ausrc_srate {RATE}
ausrc_channels 1
auplay_srate {RATE}
auplay_channels 1
rtp_ports {port + 10000}-{port + 10009}
module_path {MODULES}
module g711.so
module aufile.so
module sndfile.so
snd_path {self.folder}
module_app account.so
module_app menu.so
module_app ctrl_tcp.so
ctrl_tcp_listen 127.0.0.1:{port + 20}
""")
        self._write(
            "accounts",
            f"<sip:{username}@{server};transport=udp>;auth_user={username};auth_pass={password}"
            ";regint=60;answermode=auto;audio_codecs=PCMU\n",
        )
        self._write("contacts", "")
        self.process = subprocess.Popen(
            ["baresip", "-4", "-v", "-f", self.folder],
            stdin=subprocess.DEVNULL, stdout=subprocess.PIPE, stderr=subprocess.STDOUT,
        )
        self.reader = threading.Thread(target=self._read, daemon=True)
        self.reader.start()
        try:
            self.wait_for(r"200 OK|registered successfully")
        except AssertionError:
            self.close()
            raise

    def command(self, name, *params):
        """Does what its menu offers, for example `dial` or `transfer`."""
        order = json.dumps({"command": name, "params": " ".join(params), "token": name}).encode()
        with socket.create_connection(self.control, timeout=5) as control:
            control.sendall(b"%d:%s," % (len(order), order))
            control.recv(4096)

    def wait_for(self, pattern, seconds=15):
        """Waits until a line of its output matches."""
        with self.changed:
            if not self.changed.wait_for(lambda: any(re.search(pattern, l) for l in self.lines), seconds):
                raise AssertionError(f"no line like {pattern}; there: " + "\n".join(self.lines[-25:]))

    def heard(self):
        """The last of what it heard since it forgot, as samples."""
        data = self._dumped()[self.forgotten:][-2 * HEARD:]
        return struct.unpack(f"<{len(data) // 2}h", data)

    def forget(self):
        """What was heard so far does not count any more."""
        self.forgotten = len(self._dumped())

    def close(self):
        self.process.terminate()
        self.process.wait(10)
        self.reader.join(5)
        self.process.stdout.close()
        shutil.rmtree(self.folder, ignore_errors=True)

    def _dumped(self):
        """The sound of all its calls so far: a file for each of them, written as it is heard."""
        sound = b""
        for file in sorted(glob.glob(f"{self.folder}/dump-*-dec.wav"), key=os.path.getctime):
            with open(file, "rb") as raw:
                data = raw.read()[44:]
            sound += data[: len(data) // 2 * 2]
        return sound

    def _read(self):
        for line in self.process.stdout:
            with self.changed:
                self.lines += line.decode(errors="replace").replace("\r", "\n").splitlines()
                self.changed.notify_all()

    def _write(self, name, text):
        with open(f"{self.folder}/{name}", "w", encoding="utf-8") as file:
            file.write(text)


def _write_tone(path, frequency, seconds=120):
    with wave.open(path, "wb") as file:
        file.setnchannels(1)
        file.setsampwidth(2)
        file.setframerate(RATE)
        second = struct.pack(f"<{RATE}h", *tone(frequency, RATE))
        file.writeframes(second * seconds)
