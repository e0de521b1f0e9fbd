package dev.cordboard.sip.dialog;

import dev.cordboard.sip.message.HeaderName;
import dev.cordboard.sip.message.MessageBuilder;
import dev.cordboard.sip.message.SipMethod;
import dev.cordboard.sip.message.SipRequest;
import dev.cordboard.sip.message.SipResponse;
import dev.cordboard.sip.refer.SipFragment;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/// What this server can do, as it says in its messages, and the refusals of what it cannot (RFC
/// 3261 §8.2).
public final class Capabilities {
  /// The type of every session description.
  public static final String SDP = "application/sdp";

  /// The events that we tell and hear of.
  static final String EVENTS = "refer";

  /// Whether a REFER makes a subscription (RFC 4488).
  static final String REFER_SUB = "Refer-Sub";

  private static final String ALLOW =
      "INVITE, ACK, CANCEL, BYE, OPTIONS, INFO, UPDATE, REGISTER, REFER, NOTIFY, SUBSCRIBE";
  private static final Set<SipMethod> NOT_HERE =
      Set.of(SipMethod.PRACK, SipMethod.MESSAGE, SipMethod.PUBLISH);

  /// The option tags that a request may require.
  private static final List<String> EXTENSIONS = List.of("timer", "replaces", "norefersub");

  private static final String SUPPORTED = String.join(", ", EXTENSIONS);

  private Capabilities() {}

  /// Adds Allow and Supported.
  static <B extends MessageBuilder<B>> B describe(B builder) {
    return builder.set(HeaderName.ALLOW, ALLOW).set(HeaderName.SUPPORTED, SUPPORTED);
  }

  /// The answer to OPTIONS (§11.2).
  public static SipResponse.Builder options(SipResponse.Builder ok) {
    return describe(ok)
        .set(HeaderName.ACCEPT, SDP + ", application/dtmf-relay, " + SipFragment.TYPE)
        .set(HeaderName.ALLOW_EVENTS, EVENTS)
        .set("Accept-Encoding", "identity")
        .set("Accept-Language", "en");
  }

  /// The refusal of a subscription to, or a NOTIFY about, anything but a REFER (RFC 6665 §7.2).
  public static SipResponse.Builder badEvent(SipRequest request, Answers answers) {
    return answers.to(request, 489).set(HeaderName.ALLOW_EVENTS, EVENTS);
  }

  /// The refusal of a method that is none of ours: 405 when the RFCs have it, else 501.
  public static SipResponse.Builder refuseMethod(SipRequest request, Answers answers) {
    boolean known = NOT_HERE.contains(request.method());
    return answers.to(request, known ? 405 : 501).set(HeaderName.ALLOW, ALLOW);
  }

  /// The refusal of a request that wants an extension or a body that we do not have (§8.2.2.3,
  /// §8.2.3). PRACK is one: an INVITE that requires 100rel gets 420.
  public static Optional<SipResponse.Builder> refuseExtras(SipRequest request, Answers answers) {
    var unknown = request.require().stream().filter(tag -> !EXTENSIONS.contains(tag)).toList();
    if (!unknown.isEmpty()) {
      return Optional.of(
          answers.to(request, 420).set(HeaderName.UNSUPPORTED, String.join(", ", unknown)));
    }
    if (request.bodyLength() > 0 && !readable(request)) {
      return Optional.of(
          answers.to(request, 415).set(HeaderName.ACCEPT, SDP).set("Accept-Encoding", "identity"));
    }
    return Optional.empty();
  }

  private static boolean readable(SipRequest request) {
    boolean carriesSession =
        request.is(SipMethod.INVITE) || request.is(SipMethod.UPDATE) || request.is(SipMethod.ACK);
    return plain(request) && (!carriesSession || request.contentType().equals(SDP));
  }

  private static boolean plain(SipRequest request) {
    List<String> encodings = request.tokens(HeaderName.CONTENT_ENCODING);
    return encodings.isEmpty() || encodings.equals(List.of("identity"));
  }

  /// Starts a response that has its To tag.
  public interface Answers {
    /// A response of this status to this request.
    SipResponse.Builder to(SipRequest request, int status);
  }
}
