package dev.cordboard.sdp;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/// The offer/answer model (RFC 3264) for one audio stream per leg.
///
/// Of several sections the first that fits is taken; the others are refused with port 0.
public final class OfferAnswer {
  /// The payload type of telephone-event in our offers; what everybody uses.
  public static final int OFFERED_EVENT_PAYLOAD_TYPE = 101;

  private static final int PTIME_MILLIS = 20;

  /// What became of an offer.
  public sealed interface Outcome {
    /// We agree: the answer to send and the stream that follows from it.
    record Agreed(SessionDescription answer, AgreedStream stream) implements Outcome {}

    /// Nothing in the offer fits: 488 (RFC 3261 §21.4.26).
    record NothingFits(String reason) implements Outcome {}
  }

  private OfferAnswer() {}

  /// A first offer.
  public static SessionDescription offer(LocalStream local) {
    var formats = new ArrayList<PayloadFormat>();
    for (var codec : local.codecs()) {
      formats.add(audio(codec));
    }
    formats.add(event(OFFERED_EVENT_PAYLOAD_TYPE));
    return describe(local, List.of(section(local, "RTP/AVP", formats, Direction.SENDRECV)));
  }

  /// A further offer: sections of the last description stay in their places (RFC 3264 §8).
  public static SessionDescription offerAgain(LocalStream local, SessionDescription last) {
    var ours = offer(local).media().getFirst();
    var sections = new ArrayList<MediaDescription>();
    boolean placed = false;
    for (var section : last.media()) {
      boolean here = !placed && section.isPlainAudio();
      sections.add(here ? ours : section.refused());
      placed |= here;
    }
    if (!placed) {
      sections.add(ours);
    }
    return describe(local, sections);
  }

  /// Answers an offer with the first codec of the offerer's that we speak.
  public static Outcome answer(SessionDescription offer, LocalStream local) {
    for (int i = 0; i < offer.media().size(); i++) {
      var offered = offer.media().get(i);
      var audio =
          offered.isPlainAudio()
              ? codecs(offered, local).findFirst()
              : Optional.<PayloadFormat>empty();
      if (audio.isPresent()) {
        return agree(offer, i, audio.get(), local);
      }
    }
    return new Outcome.NothingFits("no audio section with a codec of ours");
  }

  /// Answers with `preferred` where it is offered, so that the answer can follow the codec of the
  /// other leg; else as [#answer(SessionDescription, LocalStream)].
  public static Outcome answer(SessionDescription offer, LocalStream local, Codec preferred) {
    var only = new LocalStream(local.origin(), local.host(), local.port(), List.of(preferred));
    return answer(offer, only) instanceof Outcome.Agreed agreed ? agreed : answer(offer, local);
  }

  /// Reads the answer to an offer of ours; empty when it takes nothing that we offered.
  public static Optional<AgreedStream> accept(SessionDescription offer, SessionDescription answer) {
    for (int i = 0; i < Math.min(offer.media().size(), answer.media().size()); i++) {
      var ours = offer.media().get(i);
      var theirs = answer.media().get(i);
      if (ours.isPlainAudio() && theirs.isPlainAudio()) {
        var codec = theirs.payloadFormats().stream().flatMap(each -> each.codec().stream());
        return codec.findFirst().map(chosen -> stream(answer, theirs, ours, chosen));
      }
    }
    return Optional.empty();
  }

  private static Stream<PayloadFormat> codecs(MediaDescription offered, LocalStream local) {
    return offered.payloadFormats().stream()
        .filter(format -> format.codec().filter(local.codecs()::contains).isPresent());
  }

  private static Outcome agree(
      SessionDescription offer, int index, PayloadFormat audio, LocalStream local) {
    var offered = offer.media().get(index);
    var formats = new ArrayList<>(List.of(audio));
    eventOf(offered).ifPresent(formats::add);
    var theirs = offer.direction(offered);
    var ours =
        Direction.of(theirs.receives() && !isUnspecified(offered.connection()), theirs.sends());
    var section = section(local, offered.protocol(), formats, ours);
    var sections = new ArrayList<MediaDescription>();
    for (int i = 0; i < offer.media().size(); i++) {
      sections.add(i == index ? section : offer.media().get(i).refused());
    }
    var codec = audio.codec().orElseThrow();
    return new Outcome.Agreed(describe(local, sections), stream(offer, offered, section, codec));
  }

  private static AgreedStream stream(
      SessionDescription remote, MediaDescription theirs, MediaDescription ours, Codec codec) {
    var theirDirection = remote.direction(theirs);
    boolean holds = !theirDirection.receives() || isUnspecified(theirs.connection());
    var ourDirection = ours.direction().orElse(Direction.SENDRECV);
    var direction =
        Direction.of(
            !holds && ourDirection.sends(), theirDirection.sends() && ourDirection.receives());
    var receive = new ArrayList<AgreedStream.Audio>();
    for (var format : ours.payloadFormats()) {
      format.codec().ifPresent(c -> receive.add(new AgreedStream.Audio(format.payloadType(), c)));
    }
    return new AgreedStream(
        new AgreedStream.Remote(theirs.connection(), theirs.port(), theirs.rtcpPort()),
        direction,
        holds,
        new AgreedStream.Send(
            codec, payloadType(theirs, codec), eventType(theirs), theirs.ptimeMillis().orElse(20)),
        new AgreedStream.Receive(receive, eventType(ours)));
  }

  private static int payloadType(MediaDescription section, Codec codec) {
    for (var format : section.payloadFormats()) {
      if (format.codec().equals(Optional.of(codec))) {
        return format.payloadType();
      }
    }
    return codec.staticPayloadType();
  }

  private static int eventType(MediaDescription section) {
    return eventOf(section).map(PayloadFormat::payloadType).orElse(AgreedStream.NONE);
  }

  private static Optional<PayloadFormat> eventOf(MediaDescription section) {
    return section.payloadFormats().stream().filter(PayloadFormat::isTelephoneEvent).findFirst();
  }

  private static SessionDescription describe(LocalStream local, List<MediaDescription> sections) {
    return new SessionDescription(local.origin(), local.host(), List.of(), sections);
  }

  private static MediaDescription section(
      LocalStream local, String protocol, List<PayloadFormat> formats, Direction direction) {
    var numbers = new StringBuilder();
    var attributes = new ArrayList<SdpAttribute>();
    for (var format : formats) {
      int payloadType = format.payloadType();
      numbers.append(numbers.isEmpty() ? "" : " ").append(payloadType);
      attributes.add(
          new SdpAttribute(
              "rtpmap", payloadType + " " + format.encoding() + "/" + format.clockRate()));
      if (format.isTelephoneEvent()) {
        attributes.add(new SdpAttribute("fmtp", payloadType + " 0-15"));
      }
    }
    attributes.add(new SdpAttribute("ptime", Integer.toString(PTIME_MILLIS)));
    attributes.add(SdpAttribute.flag(direction.attribute()));
    return new MediaDescription(
        "audio", local.port(), protocol, numbers.toString(), local.host(), attributes);
  }

  private static PayloadFormat audio(Codec codec) {
    return new PayloadFormat(codec.staticPayloadType(), codec.name(), Codec.CLOCK_RATE, 1);
  }

  private static PayloadFormat event(int payloadType) {
    return new PayloadFormat(payloadType, PayloadFormat.TELEPHONE_EVENT, Codec.CLOCK_RATE, 1);
  }

  /// An address of all zeros means hold in old devices (RFC 3264 §8.4).
  private static boolean isUnspecified(String host) {
    return host.equals("0.0.0.0") || host.equals("::");
  }
}
