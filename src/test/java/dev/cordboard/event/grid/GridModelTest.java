package dev.cordboard.event.grid;

import static org.assertj.core.api.Assertions.assertThat;

import com.azure.json.JsonProviders;
import com.azure.json.JsonReader;
import com.azure.json.JsonSerializable;
import com.azure.messaging.eventgrid.systemevents.AcsCallEndedByKind;
import com.azure.messaging.eventgrid.systemevents.AcsCallEndedEventData;
import com.azure.messaging.eventgrid.systemevents.AcsCallParticipantAddedEventData;
import com.azure.messaging.eventgrid.systemevents.AcsCallParticipantKind;
import com.azure.messaging.eventgrid.systemevents.AcsCallParticipantRemovedEventData;
import com.azure.messaging.eventgrid.systemevents.AcsCallStartedEventData;
import dev.cordboard.call.CallIds;
import dev.cordboard.call.CallInput.Gathering;
import dev.cordboard.call.CallResult;
import dev.cordboard.call.GridEvent;
import dev.cordboard.call.GridEvent.Facts;
import dev.cordboard.identifier.CommunicationIdentifier;
import dev.cordboard.identifier.CommunicationIdentifier.CommunicationUser;
import java.io.IOException;
import java.io.StringWriter;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/// Users' own calls, as the models of the Event Grid SDK read them: what a model writes back is all
/// that was sent, so no member is missing there, and none is sent that it does not know.
@SuppressWarnings("deprecation") // The models moved to a library of their own.
class GridModelTest {
  private static final Instant NOW = Instant.parse("2026-01-01T00:00:00Z");
  private static final CallIds IDS = new CallIds("call-1", "c2VydmVy", "correlation-1");
  private static final CommunicationUser ALICE = new CommunicationUser("8:acs:r_alice");
  private static final CommunicationUser BOB = new CommunicationUser("8:acs:r_bob");
  private static final CommunicationIdentifier PHONE =
      CommunicationIdentifier.fromRawId("4:+14255550100");
  private static final Facts ROOM =
      new Facts(ALICE, Optional.of(new Gathering(Gathering.Kind.ROOM, "99001")), false);
  private static final Facts GROUP =
      new Facts(PHONE, Optional.of(new Gathering(Gathering.Kind.GROUP, "group-1")), false);
  private static final Facts PLAIN = new Facts(ALICE, Optional.empty(), true);

  private final GridJson json =
      new GridJson(
          new GridSources(
              (_, _, _) -> "context",
              (room, rawId) ->
                  room.equals("99001") && rawId.equals("8:acs:r_alice")
                      ? Optional.of("Presenter")
                      : Optional.empty()));

  @Test
  void callStartedTellsTheRoomAndTheRole() throws IOException {
    var sent = json.data(new GridEvent.CallStarted(NOW, IDS, ROOM));
    var read = read(sent, AcsCallStartedEventData::fromJson);

    assertThat(read.getRoom().getId()).isEqualTo("99001");
    assertThat(read.getGroup()).isNull();
    assertThat(read.isRoomsCall()).isTrue();
    assertThat(read.isTwoParty()).isFalse();
    assertThat(read.getServerCallId()).isEqualTo("c2VydmVy");
    assertThat(read.getCorrelationId()).isEqualTo("correlation-1");
    assertThat(read.getStartedBy().getRole()).isEqualTo(AcsCallParticipantKind.PRESENTER);
    assertThat(read.getStartedBy().getCommunicationIdentifier().getCommunicationUser().getId())
        .isEqualTo("8:acs:r_alice");
    assertWhole(sent, read);
  }

  @Test
  void callStartedTellsTheGroup() throws IOException {
    var sent = json.data(new GridEvent.CallStarted(NOW, IDS, GROUP));
    var read = read(sent, AcsCallStartedEventData::fromJson);

    assertThat(read.getGroup().getId()).isEqualTo("group-1");
    assertThat(read.getRoom()).isNull();
    assertThat(read.isRoomsCall()).isFalse();
    assertThat(read.getStartedBy().getRole()).isEqualTo(AcsCallParticipantKind.ATTENDEE);
    assertThat(read.getStartedBy().getCommunicationIdentifier().getPhoneNumber().getValue())
        .isEqualTo("+14255550100");
    assertWhole(sent, read);
  }

  @Test
  void callEndedTellsWhoEndedItWhyAndAfterHowLong() throws IOException {
    var reason = new CallResult(200, 7000, "over");
    var sent =
        json.data(
            new GridEvent.CallEnded(
                NOW, IDS, PLAIN, Optional.of(BOB), reason, Duration.ofMillis(1_500)));
    var read = read(sent, AcsCallEndedEventData::fromJson);

    assertThat(read.getEndedBy().getKind()).isEqualTo(AcsCallEndedByKind.PARTICIPANT);
    assertThat(read.getEndedBy().getName()).isEqualTo("8:acs:r_bob");
    assertThat(read.getEndedBy().getCommunicationIdentifier().getRawId()).isEqualTo("8:acs:r_bob");
    assertThat(read.getReason().getCode()).isEqualTo(200);
    assertThat(read.getReason().getSubCode()).isEqualTo(7000);
    assertThat(read.getReason().getPhrase()).isEqualTo("over");
    assertThat(read.getCallDuration()).isEqualTo(Duration.ofMillis(1_500));
    assertThat(read.isTwoParty()).isTrue();
    assertWhole(sent, read);
  }

  @Test
  void callEndedByNobodyOnItIsOurs() throws IOException {
    var reason = new CallResult(500, 9999, "stopped");
    var sent =
        json.data(
            new GridEvent.CallEnded(NOW, IDS, PLAIN, Optional.empty(), reason, Duration.ZERO));
    var read = read(sent, AcsCallEndedEventData::fromJson);

    assertThat(read.getEndedBy().getKind()).isEqualTo(AcsCallEndedByKind.MICROSOFT_INTERNAL);
    assertThat(read.getEndedBy().getName()).isEqualTo("Cordboard");
    assertThat(read.getCallDuration()).isZero();
    assertWhole(sent, read);
  }

  @Test
  void participantsAreToldAsTheyComeAndGo() throws IOException {
    var came = json.data(new GridEvent.ParticipantAdded(NOW, IDS, ROOM, ALICE, "Alice", "party-1"));
    var added = read(came, AcsCallParticipantAddedEventData::fromJson);
    var went = json.data(new GridEvent.ParticipantRemoved(NOW, IDS, ROOM, BOB, "", "party-2"));
    var removed = read(went, AcsCallParticipantRemovedEventData::fromJson);

    assertThat(added.getUser().getRole()).isEqualTo(AcsCallParticipantKind.PRESENTER);
    assertThat(added.getUser().getCommunicationIdentifier().getRawId()).isEqualTo("8:acs:r_alice");
    assertThat(added.getDisplayName()).isEqualTo("Alice");
    assertThat(added.getParticipantId()).isEqualTo("party-1");
    assertThat(added.getUserAgent()).isEqualTo("Cordboard");
    assertThat(added.getRoom().getId()).isEqualTo("99001");
    assertThat(removed.getUser().getRole()).isEqualTo(AcsCallParticipantKind.ATTENDEE);
    assertThat(removed.getDisplayName()).isEmpty();
    assertWhole(came, added);
    assertWhole(went, removed);
  }

  @Test
  void subjectsNameTheCallAndWhoItIsAbout() {
    var added = new GridEvent.ParticipantAdded(NOW, IDS, ROOM, ALICE, "", "party-1");

    assertThat(GridJson.subject(new GridEvent.CallStarted(NOW, IDS, GROUP)))
        .isEqualTo("call/c2VydmVy/startedBy/4:+14255550100");
    assertThat(GridJson.subject(added)).isEqualTo("call/c2VydmVy/participant/8:acs:r_alice");
    assertThat(GridJson.type(added)).isEqualTo("Microsoft.Communication.CallParticipantAdded");
  }

  /// Reads a model.
  private interface Reading<T> {
    T from(JsonReader reader) throws IOException;
  }

  private static <T> T read(ObjectNode data, Reading<T> reading) throws IOException {
    try (var reader = JsonProviders.createReader(data.toString())) {
      return reading.from(reader);
    }
  }

  private static void assertWhole(ObjectNode sent, JsonSerializable<?> model) throws IOException {
    var written = new StringWriter();
    try (var writer = JsonProviders.createWriter(written)) {
      writer.writeJson(model);
    }
    assertThat(new JsonMapper().readTree(written.toString())).isEqualTo(sent);
  }
}
