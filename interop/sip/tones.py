"""Sound as tones: who says which, who hears which. Shares no code with the server."""

import math
import random
import socket
import struct
import threading
import time

RATE = 8000
PACKET = 160  # Samples in 20 ms.
HEARD = RATE // 2  # What counts is the last half second.


def tone(frequency, samples, start=0):
    return [int(12000 * math.sin(2 * math.pi * frequency * n / RATE)) for n in range(start, start + samples)]


def loudness(samples, frequency):
    """How much of a frequency is in the samples, 0 (nothing) to about 1 (a full-scale tone)."""
    step = 2 * math.pi * frequency / RATE
    real = sum(s * math.cos(step * n) for n, s in enumerate(samples))
    imaginary = sum(s * math.sin(step * n) for n, s in enumerate(samples))
    return 2 * math.hypot(real, imaginary) / len(samples) / 32768 if samples else 0.0


def _to_ulaw(sample):
    sign, magnitude = (0x80, -sample) if sample < 0 else (0, sample)
    magnitude = min(magnitude, 32635) + 132
    exponent = magnitude.bit_length() - 8
    return ~(sign | exponent << 4 | magnitude >> (exponent + 3) & 0x0F) & 0xFF


def _from_ulaw(byte):
    byte = ~byte & 0xFF
    magnitude = ((byte & 0x0F) << 3 | 0x84) << (byte >> 4 & 7)
    return 132 - magnitude if byte & 0x80 else magnitude - 132


_DECODED = [_from_ulaw(byte) for byte in range(256)]


class TonePeer:
    """An RTP socket that says one tone in PCMU to whom it hears from, or to where it is told."""

    def __init__(self, frequency):
        self.frequency = frequency
        self.socket = socket.socket(socket.AF_INET, socket.SOCK_DGRAM)
        self.socket.bind(("127.0.0.1", 0))
        self.port = self.socket.getsockname()[1]
        self.remote = None
        self.samples = []
        self.closed = False
        self.threads = [threading.Thread(target=each, daemon=True) for each in (self._say, self._hear)]
        for thread in self.threads:
            thread.start()

    def heard(self):
        return self.samples[-HEARD:]

    def forget(self):
        """What was heard so far does not count any more."""
        self.samples = []

    def close(self):
        self.closed = True
        self.socket.sendto(b"", ("127.0.0.1", self.port))  # Wakes the one that hears.
        for thread in self.threads:
            thread.join(5)
        self.socket.close()

    def _say(self):
        # A whole period fits into a second, so a second of packets can be repeated.
        packets = [bytes(map(_to_ulaw, tone(self.frequency, PACKET, at))) for at in range(0, RATE, PACKET)]
        source, due = random.getrandbits(32), time.monotonic()
        for number in range(1 << 16):
            if self.closed:
                return
            if self.remote:
                header = struct.pack(">BBHII", 0x80, 0, number, number * PACKET, source)
                self.socket.sendto(header + packets[number % len(packets)], self.remote)
            due += 0.02
            time.sleep(max(0, due - time.monotonic()))

    def _hear(self):
        while not self.closed:
            packet, sender = self.socket.recvfrom(2048)
            if len(packet) > 12 and packet[1] & 0x7F == 0:
                self.remote = self.remote or sender
                self.samples = self.samples[-RATE:] + [_DECODED[byte] for byte in packet[12:]]
