package dev.cordboard.rooms;

import static org.assertj.core.api.Assertions.assertThat;

import dev.cordboard.config.RoomSettings;
import dev.cordboard.engine.RoomBook.Admission;
import dev.cordboard.identifier.CommunicationIdentifier;
import dev.cordboard.identifier.CommunicationIdentifier.CommunicationUser;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/// Who may join a room, and what is kept of rooms.
class RoomsTest {
  private static final CommunicationUser ALICE = new CommunicationUser("8:acs:res_alice");
  private static final String INVITED =
      "{\"validFrom\":\"2026-01-01T01:00:00Z\",\"validUntil\":\"2026-01-01T02:00:00Z\","
          + "\"pstnDialOutEnabled\":true,"
          + "\"participants\":{\"8:acs:res_alice\":{\"role\":\"Presenter\"}}}";
  private RoomApi api = new RoomApi(RoomApi.SETTINGS);

  @AfterEach
  void close() {
    api.close();
  }

  @Test
  void invitedUsersJoinWhileTheRoomIsOpen() {
    var id = api.create(INVITED);

    assertThat(join(id, ALICE)).isEqualTo(new Admission.OutsideItsTime());
    api.time.advance(Duration.ofHours(1));
    assertThat(join(id, ALICE)).isEqualTo(new Admission.Admitted("Presenter"));
    api.time.advance(Duration.ofHours(1).minusMillis(1));
    assertThat(join(id, ALICE)).isEqualTo(new Admission.Admitted("Presenter"));
    api.time.advance(Duration.ofMillis(1));
    assertThat(join(id, ALICE)).isEqualTo(new Admission.OutsideItsTime());
  }

  @Test
  void nobodyElseJoins() {
    var id = api.create(INVITED);
    api.time.advance(Duration.ofHours(1));

    assertThat(join("99000000000000001", ALICE)).isEqualTo(new Admission.NoRoom());
    assertThat(join(id, new CommunicationUser("8:acs:res_bob")))
        .isEqualTo(new Admission.NotInvited());
    assertThat(join(id, CommunicationIdentifier.fromRawId("4:+18005550100")))
        .isEqualTo(new Admission.NotAUser());
  }

  @Test
  void theirRoomSaysWhetherPhonesMayBeCalled() {
    assertThat(api.rooms.dialsOut(api.create(INVITED))).isTrue();
    assertThat(api.rooms.dialsOut(api.create("{}"))).isFalse();
    assertThat(api.rooms.dialsOut("99000000000000001")).isFalse();
  }

  @Test
  void areKeptOverARestartUntilDeleted() {
    var id = api.create(INVITED);
    var gone = api.create("{}");
    api.send("DELETE", "/rooms/" + gone, "");
    var before = api.rooms.find(id).orElseThrow();

    api.restart();

    assertThat(api.rooms.find(id)).contains(before);
    assertThat(api.rooms.find(gone)).isEmpty();
    assertThat(api.send("DELETE", "/rooms/" + id, "").status()).isEqualTo(204);
    assertThat(join(id, ALICE)).isEqualTo(new Admission.NoRoom());
    api.restart();
    assertThat(api.rooms.after("")).isEmpty();
  }

  @Test
  void whatNobodyWroteIsNoRoom() {
    api.store.put("room", "1", "nonsense".getBytes(StandardCharsets.UTF_8));
    api.store.put("room", "2", "{}".getBytes(StandardCharsets.UTF_8));

    api.restart();

    assertThat(api.rooms.after("")).isEmpty();
  }

  @Test
  void thereIsALimitThatRoomsWhichAreOverDoNotCountFor() {
    api = new RoomApi(new RoomSettings(2, 10, Duration.ofDays(180), 10));
    var first = api.create(INVITED);
    api.create("{}");

    var refused = api.send("POST", "/rooms", "{}");
    api.time.advance(Duration.ofHours(2));
    var made = api.send("POST", "/rooms", "{}");

    assertThat(refused.status()).isEqualTo(403);
    assertThat(made.status()).isEqualTo(201);
    assertThat(api.rooms.find(first)).isEmpty();
    assertThat(api.rooms.after("")).hasSize(2);
  }

  @Test
  void aRoomHasOnlySoManyParticipants() {
    api = new RoomApi(new RoomSettings(2, 1, Duration.ofDays(180), 10));
    var two = "{\"participants\":{\"8:acs:r_a\":{},\"8:acs:r_b\":{}}}";
    var id = api.create("{}");

    assertThat(api.send("POST", "/rooms", two).status()).isEqualTo(400);
    assertThat(api.send("PATCH", "/rooms/" + id + "/participants", two).status()).isEqualTo(400);
    assertThat(api.rooms.find(id).orElseThrow().participants()).isEmpty();
  }

  private Admission join(String id, CommunicationIdentifier who) {
    return api.rooms.mayJoin(id, who, api.time.now());
  }
}
