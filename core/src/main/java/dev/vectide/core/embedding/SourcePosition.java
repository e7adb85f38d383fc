package dev.vectide.core.embedding;

/** Partition and offset in the events topic. */
public record SourcePosition(int partition, long offset) {
    @Override
    public String toString() {
        return partition + ":" + offset;
    }
}
