/// Inputs and events of a call as bytes, and back.
///
/// Start reading at `JournalCodec`.
///
/// May depend on: `base`, `call`, `identifier`. Nothing else of ours.
///
/// Threads: pure.
@NullMarked
package dev.cordboard.journal;

import org.jspecify.annotations.NullMarked;
