package dev.cordboard.sip.message;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class SipUriTest {
  @ParameterizedTest
  @ValueSource(
      strings = {
        "sip:example.com",
        "sips:bob@example.com:5061",
        "sip:bob:secret@192.0.2.1;transport=tcp;lr",
        "sip:bob@[2001:db8::1]:5060;maddr=[::1]",
        "sip:bob@example.com?subject=a&priority=urgent",
        "sip:user;par=u%40example.net@example.com",
        "sip:1_unusual.URI~(to-be!sure)&isn't+it$/crazy?,/;;*:&it+has=1,weird!*pas$wo~d@h",
        "tel:+1-425-555-0100;phone-context=example.com",
        "tel:*21#"
      })
  void writesWhatItRead(String text) {
    assertThat(SipUri.parse(text))
        .hasValueSatisfying(uri -> assertThat(uri.text()).isEqualTo(text));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "sip:",
        "sip:@h",
        "sip:a@",
        "sip:a@h:",
        "sip:a@h:x",
        "sip:a@h:70000",
        "sip:a b@h",
        "sip:a@h;",
        "sip:a@h?",
        "sip:a%4@h",
        "sip:[::1",
        "sip:a@2001:db8::1",
        "sip:a@b@c",
        "tel:",
        "tel:abc def",
        "tel:+1@h",
        "http://h",
        "bob@h",
        "sip:a@h>",
        "sip:a@h\r\n",
        "<sip:a@h>"
      })
  void refusesWhatIsNone(String text) {
    assertThat(SipUri.parse(text)).isEmpty();
  }

  @ParameterizedTest
  @CsvSource({
    "sip:%2B1425@h, +1425",
    "sip:bob:pw@h, bob",
    "sip:a%20b@h, a b",
    "sip:h, ''",
    "tel:+1-425, +1-425"
  })
  void tellsWhatWasDialled(String text, String user) {
    assertThat(SipUri.parse(text).orElseThrow().userName()).isEqualTo(user);
  }

  @Test
  void escapesWhatAUserPartMayNotHold() {
    var uri = SipUri.of("a:b@c <ü>", "example.com", -1);

    assertThat(uri.text()).isEqualTo("sip:a%3Ab%40c%20%3C%C3%BC%3E@example.com");
    assertThat(uri.userName()).isEqualTo("a:b@c <ü>");
    assertThat(SipUri.parse(uri.text())).hasValue(uri);
  }

  @Test
  void putsBracketsAroundIpv6() {
    assertThat(SipUri.of("a", "::1", 5060).text()).isEqualTo("sip:a@[::1]:5060");
    assertThat(SipUri.of("a", "::1", 5060).hostName()).isEqualTo("::1");
  }

  @Test
  void findsParametersInAnyCase() {
    var uri =
        SipUri.parse("sip:a@h;Transport=TCP;lr;x=\"")
            .or(() -> SipUri.parse("sip:a@h;Transport=TCP;lr"))
            .orElseThrow();

    assertThat(uri.transport()).hasValue("tcp");
    assertThat(uri.isLooseRouter()).isTrue();
    assertThat(uri.parameters().names()).containsExactly("Transport", "lr");
    assertThat(uri.parameters().get("trans")).isEmpty();
    assertThat(uri.with("transport", "udp").text()).isEqualTo("sip:a@h;transport=udp;lr");
    assertThat(uri.parameters().without("TRANSPORT").text()).isEqualTo(";lr");
  }

  @ParameterizedTest
  @ValueSource(strings = {"urn", "SIP", ""})
  void knowsThreeSchemes(String scheme) {
    assertThatThrownBy(() -> new SipUri(scheme, "", "h", -1, Parameters.NONE, ""))
        .isInstanceOf(IllegalArgumentException.class);
  }
}
