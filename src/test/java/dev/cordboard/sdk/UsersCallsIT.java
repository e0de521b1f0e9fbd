package dev.cordboard.sdk;

import static org.assertj.core.api.Assertions.assertThat;

import com.azure.json.JsonProviders;
import com.azure.json.JsonReader;
import com.azure.messaging.eventgrid.systemevents.AcsCallEndedByKind;
import com.azure.messaging.eventgrid.systemevents.AcsCallEndedEventData;
import com.azure.messaging.eventgrid.systemevents.AcsCallParticipantAddedEventData;
import com.azure.messaging.eventgrid.systemevents.AcsCallParticipantEventData;
import com.azure.messaging.eventgrid.systemevents.AcsCallParticipantRemovedEventData;
import com.azure.messaging.eventgrid.systemevents.AcsCallStartedEventData;
import dev.cordboard.testkit.TestApplication;
import dev.cordboard.testkit.TestApplication.Received;
import dev.cordboard.testkit.TestServer;
import dev.cordboard.testkit.UserPhone;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Users call each other and a group with no application, and Event Grid tells of it in what its
/// own SDK reads.
@SuppressWarnings("deprecation") // The models moved to a library of their own.
class UsersCallsIT {
  @TempDir private Path folder;
  private TestApplication application;
  private TestServer server;
  private UserPhone alice;
  private UserPhone bob;

  @BeforeEach
  void start() throws IOException {
    application = new TestApplication();
    alice = new UserPhone("alice");
    bob = new UserPhone("bob");
    var config = Files.writeString(folder.resolve("cordboard.yaml"), users());
    server =
        TestServer.start(
            "--config", config.toString(), "--event-grid-webhook", application.url("/grid"));
    alice.aim(server.sip());
    bob.aim(server.sip());
  }

  @AfterEach
  void stop() {
    alice.close();
    bob.close();
    application.close();
    server.close();
  }

  @Test
  void oneUserCallsAnother() throws IOException {
    alice.dial("bob");
    bob.answer();
    alice.awaitAnswered();
    bob.awaitConfirmed();
    awaitEvents("CallParticipantAdded", 2);
    alice.hangUp();
    bob.awaitHungUp();
    application.await("/grid", "CallEnded");
    awaitEvents("CallParticipantRemoved", 2);

    var started = read("CallStarted", AcsCallStartedEventData::fromJson).getFirst();
    var added = read("CallParticipantAdded", AcsCallParticipantAddedEventData::fromJson);
    var ended = read("CallEnded", AcsCallEndedEventData::fromJson).getFirst();
    assertThat(started.getGroup()).isNull();
    assertThat(started.getRoom()).isNull();
    assertThat(started.isTwoParty()).isTrue();
    assertThat(started.isRoomsCall()).isFalse();
    assertThat(started.getStartedBy().getCommunicationIdentifier().getRawId()).endsWith("_alice");
    assertThat(users(added)).containsExactlyInAnyOrder("alice", "bob");
    assertThat(added).extracting(each -> each.getParticipantId()).doesNotHaveDuplicates();
    assertThat(ended.getServerCallId()).isEqualTo(started.getServerCallId());
    assertThat(ended.getCorrelationId()).isEqualTo(started.getCorrelationId());
    assertThat(ended.getEndedBy().getKind()).isEqualTo(AcsCallEndedByKind.PARTICIPANT);
    assertThat(ended.getEndedBy().getName()).endsWith("_alice");
    assertThat(ended.getReason().getCode()).isEqualTo(200);
    assertThat(ended.getReason().getPhrase()).isNotEmpty();
    assertThat(ended.getCallDuration()).isBetween(Duration.ZERO, Duration.ofSeconds(60));
  }

  @Test
  void usersMeetInAGroupThatAnApplicationLearnsOf() throws IOException {
    var group = "6f2f8f3e-0d6c-4a4b-9d5f-0c6f5d3c1a11";
    alice.dial("group-" + group);
    alice.awaitAnswered();
    var started = application.await("/grid", "CallStarted");
    bob.dial("group-" + group);
    bob.awaitAnswered();
    awaitEvents("CallParticipantAdded", 2);
    alice.hangUp();
    application.await("/grid", "CallParticipantRemoved");
    bob.hangUp();
    application.await("/grid", "CallEnded");
    awaitEvents("CallParticipantRemoved", 2);

    var added = read("CallParticipantAdded", AcsCallParticipantAddedEventData::fromJson);
    var removed = read("CallParticipantRemoved", AcsCallParticipantRemovedEventData::fromJson);
    var ended = read("CallEnded", AcsCallEndedEventData::fromJson).getFirst();
    assertThat(started.data().at("/group/id").asString()).isEqualTo(group);
    assertThat(users(added)).containsExactlyInAnyOrder("alice", "bob");
    assertThat(added)
        .allSatisfy(each -> assertThat(each.getGroup().getId()).isEqualTo(group))
        .allSatisfy(each -> assertThat(each.isTwoParty()).isFalse());
    assertThat(users(removed)).containsExactlyInAnyOrder("alice", "bob");
    assertThat(ended.getEndedBy().getName()).endsWith("_bob");
    assertThat(application.receivedAt("/grid"))
        .extracting(Received::type)
        .filteredOn(type -> type.equals("CallStarted") || type.equals("CallEnded"))
        .hasSize(2);
  }

  private void awaitEvents(String type, int count) {
    application.await(
        count + " " + type,
        _ ->
            application.receivedAt("/grid").stream().filter(it -> it.type().equals(type)).count()
                >= count);
  }

  private interface Reading<T> {
    T from(JsonReader reader) throws IOException;
  }

  private <T> List<T> read(String type, Reading<T> reading) throws IOException {
    var found = new ArrayList<T>();
    for (var each : application.receivedAt("/grid")) {
      if (each.type().equals(type)) {
        try (var reader = JsonProviders.createReader(each.data().toString())) {
          found.add(reading.from(reader));
        }
      }
    }
    return found;
  }

  private static List<String> users(List<? extends AcsCallParticipantEventData> events) {
    return events.stream()
        .map(each -> each.getUser().getCommunicationIdentifier().getRawId())
        .map(rawId -> rawId.replaceFirst(".*_", ""))
        .toList();
  }

  private String users() {
    return """
    identity:
      users:
        - name: alice
          password: %s
        - name: bob
          password: %s
          contacts: ["%s"]
    """
        .formatted(UserPhone.PASSWORD, UserPhone.PASSWORD, bob.contact());
  }
}
