package dev.cordboard.config;

import java.util.Optional;

/// How events reach their receivers.
///
/// @param issuer the issuer that callback tokens name; the server's endpoint without the trailing
///   slash when absent. Applications in production often insist on
///   `https://acscallautomation.communication.azure.com`
/// @param delivery how one try goes
/// @param retry when a callback is tried again
/// @param receivers who may be a receiver
/// @param grid the Event Grid side
public record EventSettings(
    Optional<String> issuer,
    DeliverySettings delivery,
    RetrySettings retry,
    ReceiverSettings receivers,
    GridSettings grid) {

  /// The same, with what depends on where the server listens decided.
  public EventSettings listeningOn(String host) {
    return new EventSettings(issuer, delivery, retry, receivers.listeningOn(host), grid);
  }

  /// The defaults of every part.
  public static EventSettings defaults() {
    return new EventSettings(
        Optional.empty(),
        DeliverySettings.defaults(),
        RetrySettings.defaults(),
        ReceiverSettings.defaults(),
        GridSettings.defaults());
  }
}
