/// What tests share: a clock moved by hand, ids that count, a lossy network, peers and sinks of our
/// own.
///
/// May depend on: anything in main.
@NullMarked
package dev.cordboard.testkit;

import org.jspecify.annotations.NullMarked;
