package dev.cordboard.sip.dialog;

import dev.cordboard.sip.message.Header;
import dev.cordboard.sip.message.SipResponse;
import dev.cordboard.sip.transaction.ClientUser;
import dev.cordboard.sip.transaction.Hop;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Function;

/// Has a request sent once more with credentials when it is challenged, if the leg may answer; else
/// the challenge is a refusal like any other.
///
/// @param sender who hears of everything but an answered challenge
/// @param proof the header that answers a challenge, if any
/// @param again sends the request with that header
record ChallengedOnce(
    ClientUser sender, Function<SipResponse, Optional<Header>> proof, Consumer<Header> again)
    implements ClientUser {
  @Override
  public void responded(SipResponse response, Hop from) {
    boolean challenged = response.status() == 401 || response.status() == 407;
    var header = challenged ? proof.apply(response) : Optional.<Header>empty();
    header.ifPresentOrElse(again, () -> sender.responded(response, from));
  }

  @Override
  public void gaveUp(int status) {
    sender.gaveUp(status);
  }
}
