package dev.cordboard.event.wire;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class TargetTest {
  @ParameterizedTest
  @CsvSource({
    "http://app, false, app, 80, app, /",
    "HTTPS://App.example:8443/a, true, App.example, 8443, App.example:8443, /a",
    "https://app?x=1, true, app, 443, app, /?x=1",
    "http://[::1]:99/a#part, false, ::1, 99, [::1]:99, /a",
    "http://app/a b/ü, false, app, 80, app, /a%20b/%C3%BC",
    "'http://app/8:acs:x?n=+1&q=a,b', false, app, 80, app, '/8:acs:x?n=+1&q=a,b'",
  })
  void readsUrls(
      String url, boolean secure, String host, int port, String authority, String requestTarget) {
    assertThat(Target.of(url)).contains(new Target(secure, host, port, authority, requestTarget));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "app/path",
        "ftp://app/",
        "http:///path",
        "http://app:0/",
        "http://app:65536/",
        "http://app:port/",
        "http://user:password@app/",
        "http://app\\@evil/",
        "http://app/a\r\nX-Evil: 1",
        "http://app/a\u0000",
        "http://app\r\n/",
      })
  void refusesWhatIsNoUrl(String url) {
    assertThat(Target.of(url)).isEmpty();
  }

  @Test
  void refusesFieldsThatWouldBeTwo() {
    assertThatThrownBy(() -> new Request.Field("X-A", "b\r\nX-C: d"))
        .isInstanceOf(IllegalArgumentException.class);
  }
}
