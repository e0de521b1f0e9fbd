// What the programs of this folder share: the running server, the identities, the place where events arrive.
import { readFileSync } from "node:fs";
import { CommunicationIdentityClient } from "@azure/communication-identity";
import { signedRequests } from "./rest.mjs";
import { openSink } from "./sink.mjs";

export const ready = JSON.parse(readFileSync(process.env.INTEROP_READY_FILE, "utf8"));
export const ours = { phoneNumber: ready.numbers[0] };

/** The numbers of the simulated phones, by what they do. */
export const ANSWERS = { phoneNumber: "+14255550100" };
export const ECHOES = { phoneNumber: "+14255550101" };
export const BUSY = { phoneNumber: "+14255550102" };
export const DECLINES = { phoneNumber: "+14255550103" };
export const RINGS = { phoneNumber: "+14255550104" };
export const UNKNOWN = { phoneNumber: "+14255550105" };
export const PRESSES = { phoneNumber: "+14255550106" };
export const HANGS_UP = { phoneNumber: "+14255550107" };

/** Opens a sink and has the server's Event Grid events sent to it. */
export async function enter() {
  const sink = await openSink();
  const rest = signedRequests(ready.connectionString);
  const identity = new CommunicationIdentityClient(ready.connectionString);
  const { json: subscription } = await rest("POST", "/cordboard/eventSubscriptions", {
    endpointUrl: sink.url("/eventgrid"),
    schema: "eventGrid",
    includedEventTypes: ["Microsoft.Communication.IncomingCall", "Microsoft.Communication.CallStarted"],
  });
  await sink.next("/eventgrid", "SubscriptionValidationEvent");

  return {
    ready,
    sink,
    rest,
    identity,
    /** A simulated phone dials a user, a group or a room; gives the id of its call. */
    async phoneDials(from, to) {
      const { json } = await rest("POST", "/cordboard/simulator/calls", { from: from.phoneNumber, to });
      return json.id;
    },
    hangUp: (id) => rest("POST", `/cordboard/simulator/calls/${id}:hangUp`, {}),
    phoneCall: async (id) => (await rest("GET", `/cordboard/simulator/calls/${id}`)).json,
    async leave() {
      await rest("DELETE", `/cordboard/eventSubscriptions/${subscription.id}`);
      await sink.close();
    },
  };
}
