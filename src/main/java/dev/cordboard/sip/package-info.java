/// The SIP side of the server: user agent, registrar, digest and trunks; what `engine` talks to.
///
/// Start reading at `UserAgent`.
///
/// May depend on: `base`, `config`, `sdp` and the packages inside `sip`, downwards. Nothing else of
/// ours.
///
/// Threads: runs on the SIP loop.
@NullMarked
package dev.cordboard.sip;

import org.jspecify.annotations.NullMarked;
