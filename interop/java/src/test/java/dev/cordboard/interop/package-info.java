/// The Java SDK of 2022 (api-version 2022-04-07-preview) against a running server. Start at `CallControlTest`.
package dev.cordboard.interop;
