"""What the programs share: the running server, the place where its events arrive, the simulated phones."""

import json
import os

from rest import Rest
from sink import Sink


class Surroundings:
    """The server that interop/run started, with a sink of our own for its Event Grid events."""

    def __init__(self):
        with open(os.environ["INTEROP_READY_FILE"], encoding="utf-8") as file:
            self.ready = json.load(file)
        self.rest = Rest(self.ready)
        self.sink = Sink()
        self.taken = set()
        _, self.subscription = self.rest("POST", "/cordboard/eventSubscriptions", {
            "endpointUrl": self.sink.url("/eventgrid"), "schema": "eventGrid"})
        self.sink.next("/eventgrid", "SubscriptionValidationEvent")

    def incoming(self, raw_id):
        """The next call that rings this user or number."""
        data = self.sink.next("/eventgrid", "IncomingCall", lambda d: d["to"]["rawId"] == raw_id
                              and d["incomingCallContext"] not in self.taken)
        self.taken.add(data["incomingCallContext"])
        return data

    def phone_dials(self, number, to):
        """A simulated phone dials a user, a group or a room; gives the id of its call."""
        status, call = self.rest("POST", "/cordboard/simulator/calls", {"from": number, "to": to})
        assert status == 202, call
        return call["id"]

    def phone_call(self, call_id):
        return self.rest("GET", f"/cordboard/simulator/calls/{call_id}")[1]

    def hang_up(self, call_id):
        self.rest("POST", f"/cordboard/simulator/calls/{call_id}:hangUp", {})

    def close(self):
        self.rest("DELETE", f"/cordboard/eventSubscriptions/{self.subscription['id']}")
        self.sink.close()
