package dev.cordboard;

import dev.cordboard.engine.EventSink;
import dev.cordboard.event.Deliverer;
import dev.cordboard.identifier.CommunicationIdentifier;
import dev.cordboard.identity.Directory;
import dev.cordboard.identity.SipCredential;
import dev.cordboard.journal.OutboxEntry;
import dev.cordboard.sip.digest.Credential;
import dev.cordboard.sip.digest.CredentialSource;
import dev.cordboard.sip.digest.DigestAlgorithm;
import java.util.EnumMap;
import java.util.List;
import java.util.Optional;

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
