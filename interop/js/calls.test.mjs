// Every call-control action, through each version of the official JavaScript SDK; the versions side by side.
import { after, before, describe } from "node:test";
import { Application } from "./application.mjs";
import { calls } from "./calls.mjs";
import { connecting } from "./connecting.mjs";
import { participants } from "./participants.mjs";
import { enter } from "./surroundings.mjs";
import { transfers } from "./transfers.mjs";
import { VERSIONS } from "./versions.mjs";

let around;

describe("@azure/communication-call-automation", { concurrency: VERSIONS.length }, () => {
  before(async () => (around = await enter()));
  after(() => around.leave());

  for (const version of VERSIONS) {
    describe(version.version, { concurrency: 4 }, () => {
      let app;
      before(async () => (app = await Application.open(around, version)));
      after(() => app.settle());

      calls(() => app);
      participants(() => app, version);
      transfers(() => app, version);
      if (version.has("connect")) connecting(() => app);
    });
  }
});
