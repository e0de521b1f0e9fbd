package dev.cordboard.sdk;

import static dev.cordboard.sdk.HummingPhones.BUSY;
import static dev.cordboard.sdk.HummingPhones.FIRST;
import static dev.cordboard.sdk.HummingPhones.FOURTH;
import static dev.cordboard.sdk.HummingPhones.RINGS;
import static dev.cordboard.sdk.HummingPhones.SECOND;
import static dev.cordboard.sdk.HummingPhones.THIRD;
import static org.assertj.core.api.Assertions.assertThat;

import dev.cordboard.testkit.RestClient;
import dev.cordboard.testkit.TalkingPhone;
import dev.cordboard.testkit.TestApplication;
import dev.cordboard.testkit.TestServer;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.json.JsonMapper;

/// Who hears whom, by exact tones, while an application transfers, moves, holds and mutes.
class SteeredHeardIT {
  private static final String NEWEST = "2026-03-12";
  private static final String PREVIEW = "2023-10-03-preview";
  private static final String USER = "8:acs:interop_desk";
  private static final double USER_HZ = 1700;

  private static final JsonMapper JSON = new JsonMapper();
  private static final AtomicInteger PATHS = new AtomicInteger();

  private static TestApplication web;
  private static TestServer server;
  private static RestClient rest;
  private static HummingPhones phones;
  private static TalkingPhone desk;

  /// One connection of the application and the path of its callbacks.
  private record Connection(String id, String path) {}

  @BeforeAll
  static void start(@TempDir Path folder) throws IOException {
    desk = new TalkingPhone(USER_HZ);
    var config = folder.resolve("desk.yaml");
    Files.writeString(
        config,
        """
        identity:
          users:
            - name: desk
              raw-id: "%s"
              contacts: ["sip:desk@127.0.0.1:%d"]
        """
            .formatted(USER, desk.port()));
    web = new TestApplication();
    server = TestServer.start("--config", config.toString());
    rest = server.rest();
    phones = new HummingPhones(rest);
  }

  @AfterAll
  static void stop() {
    server.close();
    desk.close();
    web.close();
  }

  @Test
  void thoseOfATransferHearEachOther() {
    var call = called(FIRST);
    phones.hum(FIRST, 500);

    act(call, ":transferToParticipant", "{\"targetParticipant\":%s}".formatted(phone(SECOND)));

    web.await(call.path(), "CallTransferAccepted");
    web.await(call.path(), "CallDisconnected");
    phones.hum(SECOND, 900);
    phones.awaitHeard(FIRST, 900);
    phones.awaitHeard(SECOND, 500);
  }

  @Test
  void aTransferThatRingsOrFailsLeavesAllHearingEachOther() {
    var call = called(FIRST, SECOND);
    phones.hum(FIRST, 500);
    phones.hum(SECOND, 900);

    act(call, ":transferToParticipant", transfer(FIRST, RINGS));
    phones.awaitHeard(FIRST, 900);
    phones.awaitHeard(SECOND, 500);
    var second = called(THIRD, FOURTH);
    phones.hum(THIRD, 1300);
    phones.hum(FOURTH, 2100);
    act(second, ":transferToParticipant", transfer(THIRD, BUSY));
    web.await(second.path(), "CallTransferFailed");

    phones.awaitHeard(THIRD, 2100);
    phones.awaitHeard(FOURTH, 1300);
    terminate(call);
    terminate(second);
  }

  @Test
  void oneOfAGroupLeavesWithTheTargetAndTheOthersStayTogether() {
    var call = called(FIRST, SECOND, THIRD);
    phones.hum(FIRST, 500);
    phones.hum(SECOND, 900);
    phones.hum(THIRD, 1300);
    phones.awaitHeard(FIRST, 900, 1300);

    act(call, ":transferToParticipant", transfer(THIRD, FOURTH));

    web.await(call.path(), "CallTransferAccepted");
    phones.hum(FOURTH, 2100);
    phones.awaitHeard(FIRST, 900);
    phones.awaitHeard(SECOND, 500);
    phones.awaitHeard(THIRD, 2100);
    phones.awaitHeard(FOURTH, 1300);
    terminate(call);
  }

  @Test
  void whoIsMovedHearsTheNewCallAtOnce() {
    var here = called(FIRST, SECOND);
    var there = called(THIRD);
    phones.hum(FIRST, 500);
    phones.hum(SECOND, 900);
    phones.hum(THIRD, 1300);

    act(
        here,
        "/participants:moveHere",
        "{\"targetParticipants\":[%s],\"fromCall\":\"%s\"}".formatted(phone(THIRD), there.id()));

    web.await(here.path(), "MoveParticipantSucceeded");
    phones.awaitHeard(FIRST, 900, 1300);
    phones.awaitHeard(SECOND, 500, 1300);
    phones.awaitHeard(THIRD, 500, 900);
    web.await(there.path(), "CallDisconnected");
    terminate(here);
  }

  @Test
  void whoIsOnHoldHearsNothingAndIsNotHeard() {
    var call = called(FIRST, SECOND, THIRD);
    phones.hum(FIRST, 500);
    phones.hum(SECOND, 900);
    phones.hum(THIRD, 1300);
    phones.awaitHeard(FIRST, 900, 1300);
    var third = "{\"targetParticipant\":%s}".formatted(phone(THIRD));

    act(call, ":hold", third);
    phones.awaitHeard(FIRST, 900);
    phones.awaitHeard(SECOND, 500);
    phones.awaitSilence(THIRD);
    act(call, ":unhold", third);

    phones.awaitHeard(FIRST, 900, 1300);
    phones.awaitHeard(THIRD, 500, 900);
    terminate(call);
  }

  @Test
  void whoIsMutedHearsAndIsNotHeard() {
    var call = called(FIRST);
    phones.hum(FIRST, 500);
    var user = "{\"communicationUser\":{\"id\":\"%s\"}}".formatted(USER);
    act(call, "/participants:add", "{\"participantToAdd\":%s}".formatted(user));
    web.await(call.path(), "AddParticipantSucceeded");
    phones.awaitHeard(FIRST, (int) USER_HZ);
    var muted = "{\"targetParticipants\":[%s]}".formatted(user);

    act(call, "/participants:mute", muted);
    phones.awaitSilence(FIRST);
    desk.awaitHears(List.of(500.0), List.of(USER_HZ));
    act(PREVIEW, call, "/participants:unmute", muted);

    phones.awaitHeard(FIRST, (int) USER_HZ);
    terminate(call);
  }

  @Test
  void aGroupTalksOnWithoutTheApplication() {
    var call = called(FIRST, SECOND);
    phones.hum(FIRST, 500);
    phones.hum(SECOND, 900);

    var target = "/calling/callConnections/" + call.id() + "?api-version=" + NEWEST;
    var answer = rest.send("DELETE", target, "");

    assertThat(answer.statusCode()).isEqualTo(204);
    web.await(call.path(), "CallDisconnected");
    phones.awaitHeard(FIRST, 900);
    phones.awaitHeard(SECOND, 500);
  }

  private static Connection called(String... numbers) {
    var path = "/callbacks/" + PATHS.incrementAndGet();
    var targets =
        Arrays.stream(numbers).map(SteeredHeardIT::phone).collect(Collectors.joining(","));
    var answer =
        rest.send(
            "POST",
            "/calling/callConnections?api-version=" + NEWEST,
            """
            {"targets":[%s],"sourceCallerIdNumber":{"value":"+18005550100"},"callbackUri":"%s"}"""
                .formatted(targets, web.url(path)));
    assertThat(answer.statusCode()).as(answer.body()).isEqualTo(201);
    web.await(
        "a roster of " + List.of(numbers),
        event ->
            event.path().equals(path)
                && event.data().path("participants").size() == numbers.length + 1);
    return new Connection(JSON.readTree(answer.body()).get("callConnectionId").asString(), path);
  }

  private static void act(Connection call, String action, String body) {
    act(NEWEST, call, action, body);
  }

  private static void act(String version, Connection call, String action, String body) {
    var target = "/calling/callConnections/" + call.id() + action + "?api-version=" + version;
    var answer = rest.send("POST", target, body);
    assertThat(answer.statusCode()).as(action + " " + answer.body()).isBetween(200, 204);
  }

  private static void terminate(Connection call) {
    act(call, ":terminate", "");
    web.await(call.path(), "CallDisconnected");
  }

  private static String transfer(String transferee, String target) {
    return """
    {"transferee":%s,"targetParticipant":%s,"sourceCallerIdNumber":{"value":"+18005550100"}}"""
        .formatted(phone(transferee), phone(target));
  }

  private static String phone(String number) {
    return "{\"phoneNumber\":{\"value\":\"%s\"}}".formatted(number);
  }
}
