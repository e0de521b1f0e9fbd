/// The calls' mailboxes: brings commands and signals to `call` one at a time, and carries its
/// effects out to `sip`, `media`, `store` and the event delivery.
///
/// Start reading at `Engine`.
///
/// May depend on: `base`, `config`, `call`, `journal`, `sip`, `sdp`, `media`, `store`, `identity`,
/// `identifier`. Nothing else of ours.
///
/// Threads: a call is driven by whichever thread posted to its idle mailbox; effects never block.
@NullMarked
package dev.cordboard.engine;

import org.jspecify.annotations.NullMarked;
