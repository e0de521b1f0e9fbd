/// How threads share calls: each has a bounded [Mailbox] with one reader at a time, two can be held
/// at once ([TwoCalls]), and what happens to a leg follows it from one to the other ([LegNews]).
///
/// Start reading at [Mailbox].
///
/// May depend on: `base`, `call`, `store`. Nothing else of ours.
///
/// Threads: everything here may be called from any thread unless it says otherwise; nothing blocks.
@NullMarked
package dev.cordboard.engine.mailbox;

import org.jspecify.annotations.NullMarked;
