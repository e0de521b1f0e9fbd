package dev.cordboard.call.machine;

import dev.cordboard.call.CallIds;
import dev.cordboard.call.CallInput;
import dev.cordboard.call.CallReply;
import dev.cordboard.call.CallSnapshot.ConnectionView;
import dev.cordboard.call.CallSnapshot.State;
import dev.cordboard.call.CallSnapshot.Way;
import dev.cordboard.call.ConnectionTerms;
import dev.cordboard.call.machine.Conversation.Origin;
import dev.cordboard.identifier.CommunicationIdentifier;
import java.util.List;
import java.util.Optional;

/// An application joins a call that goes on already: one more connection, no party (trace 03). A
/// connection like that keeps no call alive.
final class Connecting {
  private Connecting() {}

  /// While the call is still being set up, it waits for that with the others. A call between two
  /// trunks has no connections (RULINGS §8.5).
  static void connect(Turn turn, CallInput.Connect connect) {
    if (turn.call().origin().bare()) {
      turn.reply(new CallReply.UnknownCall());
      return;
    }
    var ids = turn.call().origin().ids();
    var connection = connection(ids, connect.terms(), connect.source());
    turn.become(turn.call().plus(connection));
    turn.reply(new CallReply.Connected(connection));
    if (turn.call().isEstablished()) {
      Joining.introduce(turn, connection);
    }
  }

  /// There is no such call; that the application hears as an event.
  static Step nowhere(CallInput.ConnectNowhere connect) {
    var origin = new Origin(connect.ids(), connect.at(), connect.source(), Optional.empty(), false);
    var connection = connection(connect.ids(), connect.terms(), connect.source());
    var turn = new Turn(Conversation.of(origin, false).plus(connection), connect.at());
    turn.reply(new CallReply.Connected(connection));
    Leaving.end(turn, Ending.byServer(connect.why()));
    return turn.step();
  }

  private static ConnectionView connection(
      CallIds ids, ConnectionTerms terms, CommunicationIdentifier source) {
    return new ConnectionView(
        ids,
        terms,
        State.CONNECTING,
        Way.CONNECTED,
        source,
        Optional.empty(),
        Optional.empty(),
        List.of(),
        Optional.empty(),
        Optional.empty());
  }
}
