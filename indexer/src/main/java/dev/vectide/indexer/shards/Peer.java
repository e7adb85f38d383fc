package dev.vectide.indexer.shards;

/** Where an indexer is reached by the others. */
public record Peer(String host, int port) {
    @Override
    public String toString() {
        return (host.contains(":") ? "[" + host + "]" : host) + ":" + port;
    }
}
