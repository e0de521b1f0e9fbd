package dev.cordboard.sip.dialog;

import dev.cordboard.sip.message.SipResponse;
import dev.cordboard.sip.transaction.ClientUser;
import dev.cordboard.sip.transaction.Hop;

/// Waits for no answer.
enum Silence implements ClientUser {
  INSTANCE;

  @Override
  public void responded(SipResponse response, Hop from) {}

  @Override
  public void gaveUp(int status) {}
}
