package dev.cordboard.api;

import static org.assertj.core.api.Assertions.assertThat;

import dev.cordboard.testkit.RestClient;
import dev.cordboard.testkit.TestApplication;
import dev.cordboard.testkit.TestServer;
import java.io.IOException;
import java.net.http.HttpResponse;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.json.JsonMapper;

/// Actions at the wrong time or on the wrong thing, over HTTP and through the whole server (RULINGS
/// §1.4, §2.1, §3.3).
class RefusedActionsIT {
  private static final String CALLS = "/calling/callConnections";
  private static final JsonMapper JSON = new JsonMapper();
  private static TestApplication application;
  private static TestServer server;
  private static RestClient rest;

  private String alice;
  private String bob;

  @BeforeAll
  static void startServer() throws IOException {
    application = new TestApplication();
    server = TestServer.start("--event-grid-webhook", application.url("/eventgrid"));
    rest = server.rest();
  }

  @AfterAll
  static void stopServer() {
    server.close();
    application.close();
  }

  @BeforeEach
  void makeUsers() {
    alice = newUser();
    bob = newUser();
  }

  @Test
  void anInvitationIsAnsweredOnce() {
    create(bob);
    var context = invitationFor(bob);

    assertThat(answer(context).statusCode()).isEqualTo(200);
    assertRefused(answer(context), 404, "8522");
    assertRefused(reject(context), 404, "8522");
  }

  @Test
  void aRejectedInvitationIsOver() {
    create(bob);
    var context = invitationFor(bob);

    assertThat(reject(context).statusCode()).isEqualTo(204);
    assertRefused(answer(context), 404, "8522");
    assertRefused(reject(context), 404, "8522");
  }

  @Test
  void aRedirectedInvitationIsOver() {
    create(bob);
    var context = invitationFor(bob);
    var redirect =
        post(
            ":redirect",
            "{\"incomingCallContext\":\"%s\",\"target\":%s}".formatted(context, user(newUser())));

    assertThat(redirect.statusCode()).isEqualTo(204);
    assertRefused(answer(context), 404, "8522");
  }

  @Test
  void aRingingCallIsLookedAtAndLeftButNotActedOn() {
    var call = create(bob);
    invitationFor(bob);

    assertThat(rest.send("GET", at(call, ""), "").statusCode()).isEqualTo(200);
    assertRefused(add(call, newUser()), 400, "8501");
    assertRefused(hold(call, bob), 400, "8501");
    assertRefused(transfer(call, newUser()), 400, "8501");
    assertThat(rest.send("DELETE", at(call, ""), "").statusCode()).isEqualTo(204);
  }

  @Test
  void aCallThatHasEndedIsUnknown() {
    var call = talking();
    rest.send("POST", at(call, ":terminate"), "");

    assertRefused(rest.send("GET", at(call, ""), ""), 404, "8522");
    assertRefused(rest.send("POST", at(call, ":terminate"), ""), 404, "8522");
    assertRefused(add(call, newUser()), 404, "8522");
    assertRefused(hold(call, bob), 404, "8522");
  }

  @Test
  void somebodyIsAddedOnce() {
    var call = talking();
    var carol = newUser();

    assertRefused(add(call, bob), 400, "8523");
    assertThat(add(call, carol).statusCode()).isEqualTo(202);
    assertRefused(add(call, carol), 409, "8519");
  }

  @Test
  void aCancellationThatComesTooLateFails() {
    var call = talking();
    var carol = newUser();
    var invitation = JSON.readTree(add(call, carol).body()).get("invitationId").asString();
    answer(invitationFor(carol));
    application.await(
        "AddParticipantSucceeded of " + call, each -> isOf(each, call, "AddParticipantSucceeded"));

    var cancel =
        post(
            "/" + call + "/participants:cancelAddParticipant",
            "{\"invitationId\":\"%s\"}".formatted(invitation));

    assertThat(cancel.statusCode()).isEqualTo(202);
    var failed =
        application.await(
            "CancelAddParticipantFailed of " + call,
            each -> isOf(each, call, "CancelAddParticipantFailed"));
    assertThat(failed.data().get("invitationId").asString()).isEqualTo(invitation);
  }

  @Test
  void oneTransferAtATime() {
    var call = talking();

    assertThat(transfer(call, newUser()).statusCode()).isEqualTo(202);
    assertRefused(transfer(call, newUser()), 409, "8607");
  }

  @Test
  void whoIsNotThereIsNotFound() {
    var call = talking();
    var nobody = newUser();
    var named = "{\"targetParticipants\":[%s]}".formatted(user(nobody));

    assertRefused(hold(call, nobody), 404, "8522");
    assertRefused(post("/" + call + "/participants:mute", named), 404, "8522");
    assertRefused(
        post(
            "/" + call + "/participants:remove",
            "{\"participantToRemove\":%s}".formatted(user(nobody))),
        404,
        "8522");
    assertRefused(rest.send("GET", at(call, "/participants/" + nobody), ""), 404, "8522");
  }

  @Test
  void aMoveNamesTwoCallsThatThereAre() {
    var call = talking();
    var move = "{\"targetParticipants\":[%s],\"fromCall\":\"%s\"}";

    assertRefused(
        post("/" + call + "/participants:moveHere", move.formatted(user(bob), "nothing")),
        404,
        "8522");
    assertRefused(
        post("/" + call + "/participants:moveHere", move.formatted(user(bob), call)), 400, "8523");
  }

  private static boolean isOf(TestApplication.Received each, String call, String type) {
    return each.type().equals(type)
        && each.data().path("callConnectionId").asString("").equals(call);
  }

  private String talking() {
    var call = create(bob);
    answer(invitationFor(bob));
    application.await("CallConnected of " + call, each -> isOf(each, call, "CallConnected"));
    return call;
  }

  private String create(String callee) {
    var answer =
        post(
            "",
            "{\"targets\":[%s],\"callbackUri\":\"%s\",\"source\":{\"id\":\"%s\"}}"
                .formatted(user(callee), application.url("/events"), alice));
    return JSON.readTree(answer.body()).get("callConnectionId").asString();
  }

  private static String invitationFor(String callee) {
    return application
        .await(
            "IncomingCall for " + callee,
            each ->
                each.type().equals("IncomingCall")
                    && each.data().path("to").path("rawId").asString("").equals(callee))
        .data()
        .get("incomingCallContext")
        .asString();
  }

  private static HttpResponse<String> answer(String context) {
    return post(
        ":answer",
        "{\"incomingCallContext\":\"%s\",\"callbackUri\":\"%s\"}"
            .formatted(context, application.url("/events")));
  }

  private static HttpResponse<String> reject(String context) {
    return post(":reject", "{\"incomingCallContext\":\"%s\"}".formatted(context));
  }

  private static HttpResponse<String> add(String call, String who) {
    return post("/" + call + "/participants:add", "{\"participantToAdd\":%s}".formatted(user(who)));
  }

  private static HttpResponse<String> hold(String call, String who) {
    return post("/" + call + ":hold", "{\"targetParticipant\":%s}".formatted(user(who)));
  }

  private static HttpResponse<String> transfer(String call, String who) {
    return post(
        "/" + call + ":transferToParticipant", "{\"targetParticipant\":%s}".formatted(user(who)));
  }

  private static HttpResponse<String> post(String path, String body) {
    return rest.send("POST", CALLS + path + "?api-version=2026-03-12", body);
  }

  private static String at(String call, String rest) {
    return CALLS + "/" + call + rest + "?api-version=2026-03-12";
  }

  private static String user(String rawId) {
    return "{\"communicationUser\":{\"id\":\"%s\"}}".formatted(rawId);
  }

  private static String newUser() {
    var answer = rest.send("POST", "/identities?api-version=2023-10-01", "{}");
    return JSON.readTree(answer.body()).get("identity").get("id").asString();
  }

  private static void assertRefused(HttpResponse<String> answer, int status, String code) {
    assertThat(answer.statusCode()).as(answer.body()).isEqualTo(status);
    assertThat(Bodies.error(answer.body()).code()).isEqualTo(code);
    assertThat(Bodies.error(answer.body()).target()).isNotEmpty();
  }
}
