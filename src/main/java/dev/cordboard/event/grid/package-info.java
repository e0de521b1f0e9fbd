/// Event Grid: who is subscribed, the handshake that proves they want it, which events they get,
/// and delivery in both schemas.
///
/// Start reading at `Subscriptions`.
///
/// May depend on: `event` (its wire), `base`, `config`, `http`, `dialect`, `call`, `store`,
/// `identifier`. Nothing else of ours.
///
/// Threads: one virtual thread per request under way; nothing here waits for a callback, nor a
/// callback for anything here.
@NullMarked
package dev.cordboard.event.grid;

import org.jspecify.annotations.NullMarked;
