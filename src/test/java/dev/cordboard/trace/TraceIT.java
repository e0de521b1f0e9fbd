package dev.cordboard.trace;

import dev.cordboard.testkit.TestApplication;
import dev.cordboard.testkit.TestServer;
import java.io.IOException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.json.JsonMapper;

/// Recorded conversations with the real service, replayed: answers in the version in which they
/// were recorded, then events in theirs.
class TraceIT {
  private TestApplication application;
  private TestServer server;

  @BeforeEach
  void start() throws IOException {
    application = new TestApplication();
    server = TestServer.start("--event-grid-webhook", application.url("/eventgrid"));
  }

  @AfterEach
  void stop() {
    server.close();
    application.close();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "01_create_answer_hangup_voip",
        "02_create_reject_voip",
        "09_add_then_remove_participant",
        "23_dtmf_actions_pstn"
      })
  void answersAsRecorded(String name) {
    var trace = Trace.read(name);

    replay(trace, trace.httpVersion(), "answers").checkAnswers();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "01_create_answer_hangup_voip",
        "02_create_reject_voip",
        "09_add_then_remove_participant",
        "23_dtmf_actions_pstn"
      })
  void tellsEventsAsRecorded(String name) {
    var trace = Trace.read(name);

    replay(trace, trace.eventVersion(), "events").checkEvents();
  }

  private Replay replay(Trace trace, String apiVersion, String run) {
    return new Replay(trace, apiVersion, server.rest(), application, run)
        .bind("<acsUser#1>", newUser())
        .bind("<acsUser#2>", newUser())
        .bind("<acsUser#3>", newUser())
        .bind("<e164#1>", "+18005550101")
        .bind("<e164#2>", "+18005550100");
  }

  private String newUser() {
    var answer = server.rest().send("POST", "/identities?api-version=2023-10-01", "{}");
    return new JsonMapper().readTree(answer.body()).get("identity").get("id").asString();
  }
}
