package dev.cordboard.sdk;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.azure.communication.common.CommunicationUserIdentifier;
import com.azure.communication.rooms.RoomsClient;
import com.azure.communication.rooms.RoomsClientBuilder;
import com.azure.communication.rooms.models.CommunicationRoom;
import com.azure.communication.rooms.models.CreateRoomOptions;
import com.azure.communication.rooms.models.ParticipantRole;
import com.azure.communication.rooms.models.RoomParticipant;
import com.azure.communication.rooms.models.UpdateRoomOptions;
import com.azure.core.exception.HttpResponseException;
import com.azure.core.http.HttpHeaderName;
import dev.cordboard.testkit.TestServer;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.stream.Stream;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/// Every action of the official Java rooms SDK 1.0.4 (api-version 2023-06-14) against a running
/// server whose lists have two items a page.
class RoomsSdkIT {
  private static final CommunicationUserIdentifier ALICE =
      new CommunicationUserIdentifier("8:acs:res_alice");
  private static final CommunicationUserIdentifier BOB =
      new CommunicationUserIdentifier("8:acs:res_bob");
  private static final CommunicationUserIdentifier CAROL =
      new CommunicationUserIdentifier("8:acs:res_carol");
  private static final OffsetDateTime NOON =
      OffsetDateTime.now(ZoneOffset.UTC).truncatedTo(ChronoUnit.DAYS).plusHours(36);

  private static TestServer server;
  private static RoomsClient rooms;

  @BeforeAll
  static void start() {
    server = TestServer.start("--set", "rooms.page-size=2");
    rooms =
        new RoomsClientBuilder()
            .connectionString(server.connectionString())
            .httpClient(SdkApplication.trusting(server))
            .buildClient();
  }

  @AfterAll
  static void stop() {
    server.close();
  }

  @Test
  void aRoomIsMadeFoundChangedAndDeleted() {
    var made = rooms.createRoom(new CreateRoomOptions().setValidFrom(NOON));
    var found = rooms.getRoom(made.getRoomId());
    var changed =
        rooms.updateRoom(
            made.getRoomId(),
            new UpdateRoomOptions()
                .setValidFrom(NOON.plusHours(1))
                .setValidUntil(NOON.plusHours(2)));
    rooms.deleteRoom(made.getRoomId());

    assertThat(found.getValidFrom()).isEqualTo(NOON);
    assertThat(found.getValidUntil()).isEqualTo(NOON.plusDays(180));
    assertThat(found.getCreatedAt()).isEqualTo(made.getCreatedAt());
    assertThat(changed.getValidFrom()).isEqualTo(NOON.plusHours(1));
    assertThat(changed.getValidUntil()).isEqualTo(NOON.plusHours(2));
    refused(404, () -> rooms.getRoom(made.getRoomId()));
  }

  @Test
  void participantsAreInvitedChangedListedAndRemoved() {
    var id =
        rooms
            .createRoom(
                new CreateRoomOptions()
                    .setParticipants(List.of(presenter(ALICE), new RoomParticipant(BOB))))
            .getRoomId();
    var consumer = new RoomParticipant(BOB).setRole(ParticipantRole.CONSUMER);

    rooms.addOrUpdateParticipants(id, List.of(consumer, presenter(CAROL)));
    var three = rooms.listParticipants(id).stream().map(RoomsSdkIT::text).toList();
    rooms.removeParticipants(id, List.of(ALICE, new CommunicationUserIdentifier("8:acs:res_x")));
    var two = rooms.listParticipants(id).stream().map(RoomsSdkIT::text).toList();

    assertThat(three)
        .containsExactlyInAnyOrder(
            "8:acs:res_alice Presenter", "8:acs:res_bob Consumer", "8:acs:res_carol Presenter");
    assertThat(two)
        .containsExactlyInAnyOrder("8:acs:res_bob Consumer", "8:acs:res_carol Presenter");
  }

  @Test
  void allPagesOfAListAreReached() {
    var made =
        Stream.generate(() -> rooms.createRoom(new CreateRoomOptions()).getRoomId())
            .limit(5)
            .toList();

    assertThat(rooms.listRooms().stream().map(CommunicationRoom::getRoomId))
        .containsAll(made)
        .doesNotHaveDuplicates();
  }

  @Test
  void theSdkTellsWhatIsWrong() {
    var nobody = new RoomParticipant(new CommunicationUserIdentifier("wrong_mri"));

    refused(400, () -> rooms.createRoom(new CreateRoomOptions().setParticipants(List.of(nobody))));
    refused(400, () -> rooms.createRoom(new CreateRoomOptions().setValidUntil(NOON.plusDays(181))));
    refused(400, () -> rooms.getRoom("invalid_id"));
    refused(404, () -> rooms.deleteRoom("99199690362660524"));
    refused(404, () -> rooms.listParticipants("99199690362660524").stream().toList());
  }

  private static RoomParticipant presenter(CommunicationUserIdentifier who) {
    return new RoomParticipant(who).setRole(ParticipantRole.PRESENTER);
  }

  private static String text(RoomParticipant participant) {
    return participant.getCommunicationIdentifier().getRawId() + " " + participant.getRole();
  }

  private static void refused(int status, ThrowingCallable action) {
    assertThatThrownBy(action)
        .isInstanceOfSatisfying(
            HttpResponseException.class,
            e -> {
              assertThat(e.getResponse().getStatusCode()).isEqualTo(status);
              assertThat(
                      e.getResponse()
                          .getHeaders()
                          .getValue(HttpHeaderName.fromString("x-ms-error-code")))
                  .isEqualTo(status == 400 ? "BadRequest" : "NotFound");
            });
  }
}
