package dev.cordboard.rooms;

import static org.assertj.core.api.Assertions.assertThat;

import dev.cordboard.config.RoomSettings;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/// The Rooms API; answers in full are those recorded of the live service.
class RoomRoutesTest {
  private static final String ALICE = "8:acs:res_alice";
  private static final String BOB = "8:acs:res_bob";
  private RoomApi api = new RoomApi(RoomApi.SETTINGS);

  @AfterEach
  void close() {
    api.close();
  }

  @Test
  void aRoomIsOpenForHalfAYearUnlessTheRequestSaysMore() {
    var made = api.send("POST", "/rooms", "{\"participants\":{}}");

    assertThat(made.status()).isEqualTo(201);
    assertThat(made.reply().headers()).containsEntry("location", made.json().path("id").asString());
    assertThat(made.json().path("id").asString()).matches("99\\d{15}");
    assertThat(made.text().replaceAll("\"99\\d+\"", "ID"))
        .isEqualTo(
            "{\"id\":ID,\"createdAt\":\"2026-01-01T00:00:00.0+00:00\","
                + "\"validFrom\":\"2026-01-01T00:00:00.0+00:00\","
                + "\"validUntil\":\"2026-06-30T00:00:00.0+00:00\","
                + "\"pstnDialOutEnabled\":false}");
  }

  @Test
  void takesTimesAndDialOut() {
    var made =
        api.send(
            "POST",
            "/rooms",
            "{\"validFrom\":\"2026-02-01T10:00:00.125+01:00\","
                + "\"validUntil\":\"2026-02-01T12:00:00Z\",\"pstnDialOutEnabled\":true}");

    assertThat(made.json().path("validFrom").asString()).isEqualTo("2026-02-01T09:00:00.125+00:00");
    assertThat(made.json().path("validUntil").asString()).isEqualTo("2026-02-01T12:00:00.0+00:00");
    assertThat(made.json().path("pstnDialOutEnabled").asBoolean()).isTrue();
  }

  @Test
  void olderVersionsDoNotKnowDialOutNorCollaborators() {
    var old = Map.of("api-version", "2023-06-14");
    var collaborator = "{\"participants\":{\"" + ALICE + "\":{\"role\":\"Collaborator\"}}}";

    assertThat(api.send("POST", "/rooms", "{}", old, Map.of()).text())
        .doesNotContain("pstnDialOutEnabled");
    assertThat(api.send("POST", "/rooms", collaborator, old, Map.of()).status()).isEqualTo(400);
    assertThat(api.send("POST", "/rooms", collaborator).status()).isEqualTo(201);
  }

  @ParameterizedTest
  @ValueSource(strings = {"2020-12-31", "2024-4-15", "latest", "", "ApiVersion.V2019_03_13"})
  void otherVersionsAreNoRoute(String version) {
    var answer = api.send("GET", "/rooms", "", Map.of("api-version", version), Map.of());

    assertThat(answer.status()).isEqualTo(404);
    assertThat(answer.json().at("/error/code").asString()).isEqualTo("404");
  }

  @ParameterizedTest
  @CsvSource({
    "ApiVersion.V2025_03_13, 2025-03-13",
    "ApiVersion.V2023_10_30_PREVIEW, 2023-10-30-preview"
  })
  void thePythonSdkNamesTheVersionOfItsSecondPageByItsConstant(String sent, String meant) {
    api = new RoomApi(new RoomSettings(10, 10, Duration.ofDays(180), 1));
    api.create("{}");
    api.create("{}");

    var page = api.send("GET", "/rooms", "", Map.of("api-version", sent), Map.of());

    assertThat(page.status()).isEqualTo(200);
    assertThat(page.json().path("nextLink").asString()).endsWith("&api-version=" + meant);
    assertThat(page.text()).contains("pstnDialOutEnabled");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "'validUntil':'2025-12-31T23:59:59Z'|The time range end is in the past.",
        "'validFrom':'2026-03-01T00:00:00Z','validUntil':'2026-03-01T00:00:00Z'"
            + "|The time range is incorrect, or larger than 180 days.",
        "'validUntil':'2026-06-30T00:00:01Z'"
            + "|The time range is incorrect, or larger than 180 days."
      })
  void refusesTimesThatMakeNoSense(String members, String message) {
    var answer = api.send("POST", "/rooms", json(members));

    assertThat(answer.status()).isEqualTo(400);
    assertThat(answer.reply().headers()).containsEntry("x-ms-error-code", "BadRequest");
    assertThat(answer.text())
        .isEqualTo(
            "{\"error\":{\"code\":\"BadRequest\",\"message\":\"The request could not be understood"
                + " by the server due to malformed syntax.\",\"details\":[{\"code\":\"BadArgument\","
                + "\"message\":\""
                + message
                + "\",\"target\":\"ValidUntil\"}]}}");
  }

  @ParameterizedTest
  @ValueSource(strings = {"wrong_mri", "4:+18005550100", "8:orgid:x", "8:acs:", "8:acs:a b_c"})
  void refusesWhoIsNoUser(String rawId) {
    var answer = api.send("POST", "/rooms", "{\"participants\":{\"" + rawId + "\":{}}}");

    assertThat(answer.status()).isEqualTo(400);
    assertThat(answer.text())
        .isEqualTo(
            "{\"error\":{\"code\":\"BadRequest\","
                + "\"message\":\"Invalid format for communication identifier.\"}}");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "'participants':{'8:acs:r_a':{'role':'Kafka'}}",
        "'participants':{'8:acs:r_a':{'role':7}}",
        "'participants':{'8:acs:r_a':'Presenter'}",
        "'participants':[]",
        "'validFrom':'tomorrow'",
        "'validFrom':7",
        "'validFrom':{}",
        "'validUntil':'2026-02-01T12:00:00'",
        "'pstnDialOutEnabled':'yes'"
      })
  void refusesMembersThatAreWrong(String members) {
    assertThat(api.send("POST", "/rooms", json(members)).status()).isEqualTo(400);
    assertThat(api.rooms.after("")).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(strings = {"{", "[]", "7", "null"})
  void refusesABodyThatIsNoObject(String body) {
    assertThat(api.send("POST", "/rooms", body).status()).isEqualTo(400);
  }

  @ParameterizedTest
  @CsvSource({"GET,''", "PATCH,''", "DELETE,''", "GET,/participants", "PATCH,/participants"})
  void tellsAnUnknownRoomFromOneThatCannotBe(String method, String rest) {
    var unknown = api.send(method, "/rooms/99490356871237668" + rest, "{}");
    var impossible = api.send(method, "/rooms/non-existingroomId" + rest, "{}");

    assertThat(unknown.status()).isEqualTo(404);
    assertThat(unknown.reply().headers()).containsEntry("x-ms-error-code", "NotFound");
    assertThat(impossible.status()).isEqualTo(400);
    assertThat(impossible.text())
        .isEqualTo("{\"error\":{\"code\":\"BadRequest\",\"message\":\"Invalid room ID.\"}}");
  }

  @Test
  void updatesWhatTheRequestNames() {
    var id = api.create("{}");

    var updated =
        api.send(
            "PATCH",
            "/rooms/" + id,
            json("'validUntil':'2026-01-02T00:00:00Z','pstnDialOutEnabled':true,'validFrom':null"));
    var refused = api.send("PATCH", "/rooms/" + id, json("'validFrom':'2026-01-03T00:00:00Z'"));

    assertThat(updated.status()).isEqualTo(200);
    assertThat(updated.json().path("validFrom").asString())
        .isEqualTo("2026-01-01T00:00:00.0+00:00");
    assertThat(updated.json().path("validUntil").asString())
        .isEqualTo("2026-01-02T00:00:00.0+00:00");
    assertThat(refused.status()).isEqualTo(400);
    assertThat(api.send("GET", "/rooms/" + id, "").text()).isEqualTo(updated.text());
  }

  @Test
  void invitesChangesAndRemoves() {
    var id = api.create("{\"participants\":{\"" + ALICE + "\":{\"role\":\"presenter\"}}}");

    var changed =
        api.send(
            "PATCH",
            "/rooms/" + id + "/participants",
            json("'participants':{'" + ALICE + "':{},'" + BOB + "':{'role':'Consumer'}}"));
    var both = api.send("GET", "/rooms/" + id + "/participants", "").text();
    api.send(
        "PATCH",
        "/rooms/" + id + "/participants",
        json("'participants':{'" + ALICE + "':null,'8:acs:res_nobody':null}"));
    var one = api.send("GET", "/rooms/" + id + "/participants", "").text();

    assertThat(changed.status()).isEqualTo(200);
    assertThat(changed.text()).isEqualTo("{}");
    assertThat(both)
        .isEqualTo(
            json(
                "'value':[{'rawId':'8:acs:res_alice','role':'Attendee'},"
                    + "{'rawId':'8:acs:res_bob','role':'Consumer'}]"));
    assertThat(one).isEqualTo(json("'value':[{'rawId':'8:acs:res_bob','role':'Consumer'}]"));
  }

  @Test
  void aChangeOfParticipantsIsAllOrNothing() {
    var id = api.create("{}");

    var refused =
        api.send(
            "PATCH",
            "/rooms/" + id + "/participants",
            json("'participants':{'" + ALICE + "':{},'wrong':{}}"));

    assertThat(refused.status()).isEqualTo(400);
    assertThat(api.rooms.find(id).orElseThrow().participants()).isEmpty();
  }

  @Test
  void listsPageByPageUntilThereIsNoNextLink() {
    api = new RoomApi(new RoomSettings(10, 10, Duration.ofDays(180), 2));
    var made = List.of(api.create("{}"), api.create("{}"), api.create("{}"), api.create("{}"));

    var listed = new ArrayList<String>();
    var page = api.send("GET", "/rooms", "");
    page.json().path("value").forEach(room -> listed.add(room.path("id").asString()));
    var link = page.json().path("nextLink").asString();
    var after = link.replaceAll(".*nextLink=([A-Za-z0-9_-]+)&.*", "$1");
    page =
        api.send(
            "GET",
            "/rooms",
            "",
            Map.of("api-version", RoomApi.VERSION, "nextLink", after),
            Map.of());
    page.json().path("value").forEach(room -> listed.add(room.path("id").asString()));

    assertThat(link)
        .startsWith("https://cordboard.test:8443/rooms?nextLink=")
        .endsWith("&api-version=2025-03-13");
    assertThat(page.json().has("nextLink")).isFalse();
    assertThat(listed).containsExactlyInAnyOrderElementsOf(made);
  }

  @Test
  void listsParticipantsPageByPage() {
    api = new RoomApi(new RoomSettings(10, 10, Duration.ofDays(180), 1));
    var id = api.create(json("'participants':{'" + ALICE + "':{},'" + BOB + "':{}}"));

    var first = api.send("GET", "/rooms/" + id + "/participants", "").json();
    var second =
        api.send(
            "GET",
            "/rooms/" + id + "/participants",
            "",
            Map.of("api-version", RoomApi.VERSION, "nextLink", "ODphY3M6cmVzX2FsaWNl"),
            Map.of());

    assertThat(first.path("nextLink").asString())
        .isEqualTo(
            "https://cordboard.test:8443/rooms/"
                + id
                + "/participants?nextLink=ODphY3M6cmVzX2FsaWNl&api-version=2025-03-13");
    assertThat(second.text())
        .isEqualTo(json("'value':[{'rawId':'8:acs:res_bob','role':'Attendee'}]"));
  }

  @Test
  void aListStartsOverAfterWhatIsNoneOfOurs() {
    var id = api.create("{}");
    var query = Map.of("api-version", RoomApi.VERSION, "nextLink", "%%%");

    var page = api.send("GET", "/rooms", "", query, Map.of());

    assertThat(page.json().at("/value/0/id").asString()).isEqualTo(id);
  }

  @Test
  void aRepeatedCreateMakesOneRoom() {
    var first = repeated("id-1", "{}");
    api.restart();
    var second = repeated("id-1", "{}");
    var otherBody = repeated("id-1", "{\"participants\":{}}");
    api.time.advance(Duration.ofHours(24));
    var nextDay = repeated("id-1", "{}");

    assertThat(first.reply().headers()).containsEntry("repeatability-result", "accepted");
    assertThat(second.status()).isEqualTo(201);
    assertThat(second.text()).isEqualTo(first.text());
    assertThat(otherBody.status()).isEqualTo(400);
    assertThat(nextDay.json().path("id")).isNotEqualTo(first.json().path("id"));
  }

  @ParameterizedTest
  @ValueSource(strings = {"repeatability-request-id", "repeatability-first-sent"})
  void oneRepeatabilityHeaderAloneIsRefused(String header) {
    var query = Map.of("api-version", RoomApi.VERSION);

    assertThat(api.send("POST", "/rooms", "{}", query, Map.of(header, "x")).status())
        .isEqualTo(400);
  }

  private RoomApi.Answer repeated(String id, String body) {
    return api.send(
        "POST",
        "/rooms",
        body,
        Map.of("api-version", RoomApi.VERSION),
        Map.of(
            "repeatability-request-id",
            id,
            "repeatability-first-sent",
            "Thu, 01 Jan 2026 00:00:00 GMT"));
  }

  private static String json(String members) {
    return ("{" + members + "}").replace('\'', '"');
  }
}
