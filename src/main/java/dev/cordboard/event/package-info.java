/// Events on their way out: callbacks as CloudEvents, Event Grid subscriptions, signing, delivery
/// with retry.
///
/// Start reading at `Deliverer`.
///
/// May depend on: `base`, `config`, `http` (its own routes), `dialect`, `call`, `journal`, `store`,
/// `identity`, `identifier`. Nothing else of ours.
///
/// Threads: one virtual thread per delivery under way.
@NullMarked
package dev.cordboard.event;

import org.jspecify.annotations.NullMarked;
