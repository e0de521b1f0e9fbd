package dev.cordboard.call;

import java.util.Optional;

/// What an application asked for when it created, answered or joined a call: its handle and where
/// its events go.
///
/// @param apiVersion the api-version of its request: it decides which events it gets, in which
///   shape
/// @param callbackUri byte for byte as sent
/// @param operationContext absent when none was given; an empty one is echoed as empty
/// @param cognitiveServicesEndpoint kept for the media actions
public record ConnectionTerms(
    String connectionId,
    String apiVersion,
    String callbackUri,
    Optional<String> operationContext,
    Optional<String> cognitiveServicesEndpoint) {}
