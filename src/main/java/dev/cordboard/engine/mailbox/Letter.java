package dev.cordboard.engine.mailbox;

import dev.cordboard.call.CallInput;
import dev.cordboard.call.CallReply;
import dev.cordboard.store.RequestRow;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/// What is posted to a call's mailbox. It is opened by the mailbox's one reader, so that whatever a
/// leg keeps is touched by one thread at a time.
@FunctionalInterface
public interface Letter {
  /// What it means for the call; may be nothing. `at` is when it is read: inputs of one call never
  /// go back in time.
  List<CallInput> open(Instant at);

  /// What to remember, with the answer, of a request that its sender may send again.
  default Optional<RequestRow> request(CallReply reply) {
    return Optional.empty();
  }

  /// The answer, which is durable by now. Called once for a letter whose input the call answers.
  default void answered(CallReply reply) {}

  /// The call was over when the letter was read.
  default void gone() {}

  /// A bug ended the call while the letter was read.
  default void broken() {}
}
