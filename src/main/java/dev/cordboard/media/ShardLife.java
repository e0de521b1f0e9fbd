package dev.cordboard.media;

import dev.cordboard.config.MediaSettings;

/// What the thread of a shard does from start to end: gets its priority, warms the code up, ticks.
record ShardLife(Shard shard, MediaSettings settings, boolean warmsUp) implements Runnable {
  @Override
  public void run() {
    if (warmsUp) {
      WarmUp.run(settings.warmUpPackets());
    }
    if (settings.realtime()) {
      RealtimeScheduling.request();
    }
    shard.run();
  }
}
