package dev.vectide.indexer.streams;

import java.util.Map;
import org.apache.kafka.streams.state.StoreBuilder;

/** Builds a store for each partition; it keeps no changelog beside the vectors topic and no cache beside RocksDB's. */
final class ShardStoreBuilder implements StoreBuilder<ShardStore> {
    private final ShardStore.Parts parts;

    ShardStoreBuilder(ShardStore.Parts parts) {
        this.parts = parts;
    }

    @Override
    public ShardStore build() {
        return new ShardStore(parts);
    }

    @Override
    public String name() {
        return ShardStore.NAME;
    }

    @Override
    public StoreBuilder<ShardStore> withCachingEnabled() {
        return this;
    }

    @Override
    public StoreBuilder<ShardStore> withCachingDisabled() {
        return this;
    }

    @Override
    public StoreBuilder<ShardStore> withLoggingEnabled(Map<String, String> config) {
        throw new UnsupportedOperationException("the vectors topic is the changelog");
    }

    @Override
    public StoreBuilder<ShardStore> withLoggingDisabled() {
        return this;
    }

    @Override
    public Map<String, String> logConfig() {
        return Map.of();
    }

    @Override
    public boolean loggingEnabled() {
        return false;
    }
}
