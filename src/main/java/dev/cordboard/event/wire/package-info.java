/// One HTTP/1.1 request to a receiver that nobody trusts: a small blocking client of our own, on
/// virtual threads.
///
/// Why not a library: a callback URL must reach its receiver byte for byte (an unescaped `:`, `+`
/// or a raw id in the query), which `java.net.URI` and with it every Java client refuses or
/// rewrites; "the whole request was sent, but no answer came" must be told from every other
/// failure; the address that was checked must be the one that is used; and a hostile answer must
/// cost nothing. The JDK's client costs 0.8 to 1.4 ms of CPU a request, a kept connection on a
/// virtual thread a fifth of that.
///
/// Start reading at `WebClient`.
///
/// May depend on: `base`, `config`. Nothing else of ours.
///
/// Threads: requests run on the caller's (virtual) thread; names are resolved on platform threads,
/// because a native call pins the carrier; one platform thread closes what takes too long.
@NullMarked
package dev.cordboard.event.wire;

import org.jspecify.annotations.NullMarked;
