package dev.vectide.indexer.shards;

/** The shards of this process. */
public interface LocalShards {
    /** What those of the shards that are here answer; of none, what an empty store would. */
    <T> ShardAnswer<T> answer(ShardRequest<T> request) throws InterruptedException;
}
