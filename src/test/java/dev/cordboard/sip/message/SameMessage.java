package dev.cordboard.sip.message;

import static org.assertj.core.api.Assertions.assertThat;

/// Compares two messages by all that can be asked of them.
final class SameMessage {
  private SameMessage() {}

  static void assertSame(SipMessage actual, SipMessage expected) {
    assertThat(startLine(actual)).isEqualTo(startLine(expected));
    assertThat(actual.vias()).isEqualTo(expected.vias());
    assertThat(actual.from()).isEqualTo(expected.from());
    assertThat(actual.to()).isEqualTo(expected.to());
    assertThat(actual.callId()).isEqualTo(expected.callId());
    assertThat(actual.cSeq()).isEqualTo(expected.cSeq());
    assertThat(actual.contacts()).isEqualTo(expected.contacts());
    assertThat(actual.routes()).isEqualTo(expected.routes());
    assertThat(actual.recordRoutes()).isEqualTo(expected.recordRoutes());
    assertThat(actual.maxForwards()).isEqualTo(expected.maxForwards());
    assertThat(actual.body()).isEqualTo(expected.body());
    assertThat(fields(actual)).isEqualTo(fields(expected));
  }

  private static String startLine(SipMessage message) {
    return switch (message) {
      case SipRequest request -> request.method() + " " + request.uri().text();
      case SipResponse response -> response.status() + " " + response.reason();
    };
  }

  private static String fields(SipMessage message) {
    var text = new StringBuilder();
    for (var header : message.headers()) {
      if (header.kind() != HeaderName.CONTENT_LENGTH) {
        text.append(header.name()).append(": ").append(header.value()).append('\n');
      }
    }
    return text.toString();
  }
}
