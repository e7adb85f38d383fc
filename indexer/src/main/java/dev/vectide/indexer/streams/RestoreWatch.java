package dev.vectide.indexer.streams;

import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.streams.processor.StateRestoreListener;

/** Notes which shards are restored. Streams tells it of those alone that this process owns or is about to. */
record RestoreWatch(Shards shards) implements StateRestoreListener {
    @Override
    public void onRestoreStart(TopicPartition partition, String store, long from, long to) {
        shards.restored(partition.partition(), false);
    }

    @Override
    public void onBatchRestored(TopicPartition partition, String store, long to, long count) {}

    @Override
    public void onRestoreEnd(TopicPartition partition, String store, long count) {
        shards.restored(partition.partition(), true);
    }
}
