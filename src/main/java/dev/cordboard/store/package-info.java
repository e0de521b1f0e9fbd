/// The tables: journal, outbox, directory. It keeps rows and bytes; its callers know what they
/// mean.
///
/// Start reading at `Store`.
///
/// May depend on: `base`, `config`. Nothing else of ours.
///
/// Threads: one platform thread writes, in groups; native calls never run on a virtual thread.
@NullMarked
package dev.cordboard.store;

import org.jspecify.annotations.NullMarked;
