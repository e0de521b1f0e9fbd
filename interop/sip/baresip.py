"""A baresip phone: it plays a tone into every call and keeps what it hears as a WAV file."""

import glob
import math
import os
import re
import shutil
import struct
import subprocess
import tempfile
import threading
import wave

RATE = 8000
MODULES = next(
    (p for p in ("/usr/lib/baresip/modules", "/usr/lib/x86_64-linux-gnu/baresip/modules") if os.path.isdir(p)),
    "/usr/lib/baresip/modules",
)


class Baresip:
    """Registers with the server and answers by itself; `dial` makes it call at its start."""

    def __init__(self, credentials, server, port, tone, dial=None):
        self.folder = tempfile.mkdtemp(prefix="baresip-")
        self.lines = []
        self.changed = threading.Condition()
        _write_tone(f"{self.folder}/tone.wav", tone)
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
""")
        realm = server.rsplit(":", 1)
        self._write(
            "accounts",
            f"<sip:{credentials['username']}@{realm[0]}:{realm[1]};transport=udp>"
            f";auth_user={credentials['username']};auth_pass={credentials['password']}"
            ";regint=60;answermode=auto;audio_codecs=PCMU\n",
        )
        self._write("contacts", "")
        command = ["baresip", "-4", "-v", "-f", self.folder]
        if dial:
            command += ["-e", f"/dial {dial}"]
        self.process = subprocess.Popen(
            command, stdin=subprocess.DEVNULL, stdout=subprocess.PIPE, stderr=subprocess.STDOUT
        )
        threading.Thread(target=self._read, daemon=True).start()

    def wait_for(self, pattern, seconds=15):
        """Waits until a line of its output matches."""
        with self.changed:
            if not self.changed.wait_for(lambda: any(re.search(pattern, l) for l in self.lines), seconds):
                raise AssertionError(f"no line like {pattern}; there: " + "\n".join(self.lines[-25:]))

    def heard(self):
        """What it heard so far in its first call, as samples."""
        file = sorted(glob.glob(f"{self.folder}/dump-*-dec.wav"))[0]
        with open(file, "rb") as raw:
            data = raw.read()[44:]
        return struct.unpack(f"<{len(data) // 2}h", data[: len(data) // 2 * 2])

    def close(self):
        self.process.terminate()
        self.process.wait(10)
        self.process.stdout.close()
        shutil.rmtree(self.folder, ignore_errors=True)

    def _read(self):
        for line in self.process.stdout:
            with self.changed:
                self.lines += line.decode(errors="replace").replace("\r", "\n").splitlines()
                self.changed.notify_all()

    def _write(self, name, text):
        with open(f"{self.folder}/{name}", "w", encoding="utf-8") as file:
            file.write(text)


def loudness(samples, frequency):
    """How much of a frequency is in the last second, 0 (nothing) to about 1 (a full-scale tone)."""
    last = samples[-RATE:]
    step = 2 * math.pi * frequency / RATE
    real = sum(s * math.cos(step * n) for n, s in enumerate(last))
    imaginary = sum(s * math.sin(step * n) for n, s in enumerate(last))
    return 2 * math.hypot(real, imaginary) / len(last) / 32768 if last else 0.0


def _write_tone(path, frequency, seconds=120):
    with wave.open(path, "wb") as file:
        file.setnchannels(1)
        file.setsampwidth(2)
        file.setframerate(RATE)
        file.writeframes(b"".join(
            struct.pack("<h", int(12000 * math.sin(2 * math.pi * frequency * n / RATE)))
            for n in range(RATE * seconds)
        ))
