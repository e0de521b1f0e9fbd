/// Digest authentication (RFC 7616, RFC 8760): users prove their SIP passwords to us, and we prove
/// our accounts to trunks.
///
/// Start reading at `Authenticator`; who keeps passwords implements `CredentialSource`.
///
/// May depend on: `base`, `config`, `sip.message`, `sip.dialog`. Nothing else of ours.
///
/// Threads: runs on the SIP loop.
@NullMarked
package dev.cordboard.sip.digest;

import org.jspecify.annotations.NullMarked;
