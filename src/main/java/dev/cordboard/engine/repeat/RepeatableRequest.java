package dev.cordboard.engine.repeat;

import dev.cordboard.call.CallReply;
import java.util.function.Function;

/// A request that its sender may send again without its being carried out twice (RULINGS §7).
///
/// @param key what its sender calls it
/// @param memory what to remember when it is answered so; called once, while the answer is being
///   written: must be quick
public record RepeatableRequest(String key, Function<CallReply, byte[]> memory) {}
