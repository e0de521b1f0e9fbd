package dev.cordboard.sip.transaction;

import dev.cordboard.sip.message.SipRequest;
import dev.cordboard.sip.message.SipResponse;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/// Responses that nothing is kept for: their To tag is derived from the request, so that a
/// retransmitted request gets the same one (RFC 3261 §8.2.7).
final class Refusals {
  private final String secret;

  Refusals(String secret) {
    this.secret = secret;
  }

  SipResponse.Builder tagged(SipRequest request, int status) {
    var response = request.response(status);
    if (request.toTag().isEmpty() && status > 100) {
      response.to(request.to().withTag(tag(request)));
    }
    return response;
  }

  private String tag(SipRequest request) {
    var seed = secret + request.callId() + request.topVia().branch().orElse("");
    return HexFormat.of().formatHex(sha256(seed), 0, 10);
  }

  private static byte[] sha256(String text) {
    try {
      return MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every JDK has SHA-256", e);
    }
  }
}
