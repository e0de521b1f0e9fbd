package dev.cordboard.trace;

import dev.cordboard.testkit.TestApplication;
import dev.cordboard.testkit.TestServer;
import java.io.IOException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
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
        "03_connect_call_by_server_call_id",
        "04_hangup_self_delete",
        "05_create_pstn_hangup_2022",
        "06_create_group_pstn_acs_list_participants_2022",
        "07_transfer_to_participant_2022",
        "08_remove_pstn_and_acs_2022",
        "09_add_then_remove_participant",
        "10_cancel_add_participant",
        "11_remove_last_other_participant",
        "12_mute_participant",
        "13_hold_unhold",
        "23_dtmf_actions_pstn",
        "34_custom_context_and_operation_context",
        "36_create_call_idempotency"
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
        "03_connect_call_by_server_call_id",
        "09_add_then_remove_participant",
        "10_cancel_add_participant",
        "11_remove_last_other_participant",
        "12_mute_participant",
        "13_hold_unhold",
        "23_dtmf_actions_pstn",
        "25_events_2023_10_03_preview_shape_hold",
        "34_custom_context_and_operation_context"
      })
  void tellsEventsAsRecorded(String name) {
    var trace = Trace.read(name);

    replay(trace, trace.eventVersion(), "events").checkEvents();
  }

  @Test
  void answersAStaleContextAsRecorded() {
    server.close();
    server =
        TestServer.start(
            "--event-grid-webhook",
            application.url("/eventgrid"),
            "--set",
            "identity.incoming-call-lifetime=0 s");
    var trace = Trace.read("26_answer_with_expired_context");

    replay(trace, trace.httpVersion(), "answers").checkAnswers();
  }

  private Replay replay(Trace trace, String apiVersion, String run) {
    return new Replay(trace, apiVersion, server.rest(), application, run)
        .bind("<acsUser#1>", newUser())
        .bind("<acsUser#2>", newUser())
        .bind("<acsUser#3>", newUser())
        .bind("<e164#1>", "+18005550101")
        .bind("<e164#2>", trace.bound().getOrDefault("<e164#2>", "+18005550100"));
  }

  private String newUser() {
    var answer = server.rest().send("POST", "/identities?api-version=2023-10-01", "{}");
    return new JsonMapper().readTree(answer.body()).get("identity").get("id").asString();
  }
}
