// What each version of the SDK can do, and what the api-version that it speaks puts into its events.

/** Oldest first; each version has what the ones before it have, and adds some. */
const HISTORY = [
  { version: "1.0.0", api: "2023-03-06", adds: [] },
  {
    version: "1.2.0",
    api: "2024-04-15",
    adds: ["mute", "cancelAdd", "transferee", "transferParties", "operationCallback", "customContext", "eventVersion"],
  },
  {
    version: "1.4.0-beta.1",
    api: "2024-11-15-preview",
    adds: ["connect", "hold", "transferCallerId", "results", "failedEvents"],
  },
  { version: "1.5.1", api: "2025-06-15", adds: [] },
  { version: "1.6.0", api: "2026-03-12", adds: ["move"] },
];

export const VERSIONS = HISTORY.map(({ version, api }, at) => {
  const features = new Set(HISTORY.slice(0, at + 1).flatMap((each) => each.adds));
  return { version, api, has: (feature) => features.has(feature) };
});
