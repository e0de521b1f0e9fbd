package dev.cordboard.http;

import static org.assertj.core.api.Assertions.assertThat;

import dev.cordboard.http.Route.Access;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class RouteTableTest {
  private final RouteTable table =
      new RouteTable(
          List.of(
              route("GET", "/calls"),
              route("POST", "/calls:answer"),
              route("GET", "/calls/{id}"),
              route("POST", "/calls/{id}"),
              route("POST", "/calls/{id}:terminate"),
              route("GET", "/calls/{id}/participants/{who}"),
              route("POST", "/users/{id}/:issue")));

  @ParameterizedTest
  @CsvSource({
    "GET, /calls, /calls",
    "POST, /calls:answer, /calls:answer",
    "GET, /calls/a, /calls/{id}",
    "GET, /calls/a:terminate, /calls/{id}",
    "POST, /calls/a, /calls/{id}",
    "POST, /calls/a:terminate, /calls/{id}:terminate",
    "GET, /calls/a/participants/4:+1, /calls/{id}/participants/{who}",
    "POST, /users/8:acs:a_b/:issue, /users/{id}/:issue"
  })
  void findsTheRouteThatSpellsOutMost(String method, String path, String template) {
    assertThat(table.find(method, path).orElseThrow().route().template()).isEqualTo(template);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "/",
        "calls",
        "/calls/",
        "/calls/a/",
        "/calls//participants/x",
        "/calls/a/participants",
        "/Calls",
        "/calls/../calls",
        "//calls",
        "/calls/%",
        "/calls/%zz",
        "/calls/%ff",
        "*"
      })
  void findsNothingElse(String path) {
    assertThat(table.find("GET", path)).isEmpty();
  }

  @Test
  void anEmptyIdIsNoId() {
    assertThat(table.find("POST", "/calls/:terminate").orElseThrow().route().template())
        .isEqualTo("/calls/{id}");
  }

  @ParameterizedTest
  @CsvSource({
    "/calls/a/participants/4%3A%2B1, 4:+1",
    "/calls/a/participants/4:+1, 4:+1",
    "/calls/a/participants/a%2Fb, a/b",
    "/calls/a/participants/%C3%A9, é"
  })
  void decodesEachNameButNeverAPlus(String path, String who) {
    assertThat(table.find("GET", path).orElseThrow().pathParameters()).containsEntry("who", who);
  }

  @Test
  void readsTheQueryWithItsPluses() {
    assertThat(QueryItems.parse("/a?api-version=1&number=+1555&x=a%20b&flag&x=2&=3"))
        .containsEntry("api-version", "1")
        .containsEntry("number", "+1555")
        .containsEntry("x", "a b")
        .containsEntry("flag", "");
    assertThat(QueryItems.parse("/a")).isEmpty();
  }

  private static Route route(String method, String template) {
    return new Route(method, template, Access.OPEN, _ -> Reply.empty(200));
  }
}
