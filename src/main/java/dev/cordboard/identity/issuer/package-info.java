/// Bearer tokens of OpenID Connect issuers, for example Microsoft Entra: who an application is, by
/// a signature of somebody the configuration trusts.
///
/// Start reading at `IssuerTokens`.
///
/// Why the cache of keys is our own: the library's (`JWKSourceBuilder` of nimbus-jose-jwt) tells
/// the time by itself and fetches with the JDK's client, which does not check where a name leads.
/// The library parses and verifies.
///
/// May depend on: `base`, `config`, `http` (its `TokenCheck`). Nothing else of ours.
///
/// Threads: thread-safe; keys are fetched on virtual threads, one fetch for each issuer at a time.
@NullMarked
package dev.cordboard.identity.issuer;

import org.jspecify.annotations.NullMarked;
