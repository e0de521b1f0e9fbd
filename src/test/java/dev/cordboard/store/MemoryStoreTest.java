package dev.cordboard.store;

import dev.cordboard.base.Metrics;
import dev.cordboard.config.StoreSettings;
import dev.cordboard.testkit.ManualTime;

class MemoryStoreTest extends StoreContract {
  @Override
  Store open(StoreSettings settings, ManualTime time, Metrics metrics) {
    return Store.inMemory(settings, time, metrics);
  }
}
