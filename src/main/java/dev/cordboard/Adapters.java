package dev.cordboard;

import dev.cordboard.base.Metrics;
import dev.cordboard.base.TimeSource;
import dev.cordboard.config.IdentitySettings;
import dev.cordboard.engine.EventSink;
import dev.cordboard.event.Deliverer;
import dev.cordboard.event.wire.Answer;
import dev.cordboard.event.wire.Request;
import dev.cordboard.event.wire.Target;
import dev.cordboard.event.wire.WebClient;
import dev.cordboard.identifier.CommunicationIdentifier;
import dev.cordboard.identity.Directory;
import dev.cordboard.identity.SipCredential;
import dev.cordboard.identity.issuer.DocumentSource;
import dev.cordboard.identity.issuer.IssuerTokens;
import dev.cordboard.journal.OutboxEntry;
import dev.cordboard.observe.TimelineEntry;
import dev.cordboard.sip.digest.Credential;
import dev.cordboard.sip.digest.CredentialSource;
import dev.cordboard.sip.digest.DigestAlgorithm;
import java.time.Duration;
import java.util.EnumMap;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/// The small interfaces by which lower packages ask upper ones, each with what stands behind it.
final class Adapters {
  private Adapters() {}

  /// The engine's events, into delivery.
  static EventSink events(Deliverer deliverer) {
    return new EventSink() {
      @Override
      public void durable(List<OutboxEntry> entries) {
        deliverer.publish(entries);
      }

      @Override
      public void announced(String connectionId) {
        deliverer.announced(connectionId);
      }

      @Override
      public boolean incomingCallSubscribed(
          CommunicationIdentifier from, CommunicationIdentifier to) {
        return deliverer.subscriptions().accepts(from, to);
      }
    };
  }

  /// What became of a call's callbacks, as arrows of its ladder.
  static Function<String, List<TimelineEntry>> deliveries(Deliverer deliverer) {
    return callId ->
        deliverer.outcomes().of(callId).stream()
            .map(
                each ->
                    new TimelineEntry(
                        each.at(),
                        TimelineEntry.Kind.EVENT,
                        "application",
                        "cordboard",
                        each.what()))
            .toList();
  }

  /// The check of issuers' tokens; it fetches as events are sent: bounded, and only from where
  /// receivers may be.
  static IssuerTokens issuers(
      IdentitySettings settings, WebClient client, TimeSource time, Metrics metrics) {
    var documents = documents(client, settings.issuerTokens().fetchTimeout());
    return new IssuerTokens(
        settings.issuers(),
        settings.issuerTokens(),
        new IssuerTokens.Tools(
            documents,
            fetch -> Thread.ofVirtual().name("issuer-keys").start(fetch),
            time,
            metrics));
  }

  private static DocumentSource documents(WebClient client, Duration timeout) {
    var accept = List.of(new Request.Field("Accept", "application/json"));
    var request = new Request("GET", accept, new byte[0], timeout, true);
    return url ->
        Target.of(url)
            .map(target -> client.send(target, request))
            .filter(Answer.Answered.class::isInstance)
            .map(Answer.Answered.class::cast)
            .filter(answer -> answer.status() == 200)
            .map(Answer.Answered::body);
  }

  /// SIP passwords, from the directory.
  static CredentialSource credentials(Directory directory) {
    return username -> directory.credential(username).map(Adapters::credential);
  }

  private static Credential credential(SipCredential kept) {
    var hashes = new EnumMap<DigestAlgorithm, String>(DigestAlgorithm.class);
    for (var algorithm : DigestAlgorithm.values()) {
      Optional.ofNullable(kept.ha1().get(algorithm.token()))
          .ifPresent(hash -> hashes.put(algorithm, hash));
    }
    return new Credential(kept.account(), hashes);
  }
}
