package dev.cordboard.api;

import static org.assertj.core.api.Assertions.assertThat;

import dev.cordboard.testkit.RestClient;
import dev.cordboard.testkit.TestServer;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.util.Map;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// RULINGS §7 with a whole server and its file: what was carried out once is not again, also when
/// another process has taken over meanwhile.
class RepeatedOverRestartIT {
  private static final String CREATE = "/calling/callConnections?api-version=2024-09-15";
  private static final String BODY =
      """
      {"targets":[{"kind":"phoneNumber","phoneNumber":{"value":"+14255550100"}}],
       "sourceCallerIdNumber":{"value":"+18005550100"},
       "callbackUri":"https://127.0.0.1:1/cb"}""";

  private final Map<String, String> mark = RestClient.repeatable();

  @TempDir Path folder;

  @Test
  void aCreateOfTheLastRunAnswersThatItsCallHasEnded() {
    var first = TestServer.startIn(folder);
    var created = first.rest().send("POST", CREATE, BODY, mark);
    var again = first.rest().send("POST", CREATE, BODY, mark);
    first.stop();
    try (var second = TestServer.startIn(folder)) {
      var afterwards = second.rest().send("POST", CREATE, BODY, mark);
      var other = second.rest().send("POST", CREATE, BODY.replace("/cb", "/other"), mark);
      var calls = second.rest().send("GET", "/cordboard/calls", "", Map.of());

      assertThat(connection(again)).isEqualTo(connection(created));
      assertThat(connection(afterwards)).isEqualTo(connection(created));
      assertThat(afterwards.body()).contains("\"callConnectionState\":\"disconnected\"");
      assertThat(other.statusCode()).isEqualTo(400);
      assertThat(other.body()).contains("8523");
      assertThat(calls.body()).doesNotContain("serverCallId");
    }
  }

  @Test
  void manyOfOneNameAtOnceMakeOneCall() throws InterruptedException {
    try (var server = TestServer.startIn(folder)) {
      var client = server.rest();
      var connections = new ConcurrentLinkedQueue<String>();
      var senders =
          Stream.generate(
                  () ->
                      Thread.ofVirtual()
                          .start(
                              () ->
                                  connections.add(
                                      connection(client.send("POST", CREATE, BODY, mark)))))
              .limit(12)
              .toList();
      for (var sender : senders) {
        sender.join();
      }

      assertThat(connections).hasSize(12);
      assertThat(connections.stream().distinct()).hasSize(1);
    }
  }

  private static String connection(HttpResponse<String> answer) {
    assertThat(answer.statusCode()).as(answer.body()).isEqualTo(201);
    return answer.body().replaceAll("(?s)^.*\"callConnectionId\":\"([^\"]*)\".*$", "$1");
  }
}
