package dev.cordboard.sip.transaction;

import dev.cordboard.sip.message.SipResponse;
import java.util.function.Consumer;

/// What becomes of a new request.
public sealed interface Admission {
  /// It gets a transaction, and this begins to work on it.
  record Admit(Consumer<ServerTransaction> begin) implements Admission {}

  /// It is answered without keeping anything: the same request again will be answered again.
  record Refuse(SipResponse response) implements Admission {}

  /// It is not answered at all.
  record Drop() implements Admission {}
}
