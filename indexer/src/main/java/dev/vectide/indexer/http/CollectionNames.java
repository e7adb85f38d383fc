package dev.vectide.indexer.http;

import dev.vectide.core.space.Space;
import dev.vectide.core.stream.CollectionName;
import dev.vectide.core.stream.StreamDirectory;
import dev.vectide.core.stream.StreamName;
import dev.vectide.core.stream.StreamSettings;
import dev.vectide.indexer.search.VectorStore;
import io.javalin.http.Context;
import java.util.SortedSet;
import java.util.TreeSet;

/**
 * The names of collections: {@code stream@space}, the space by its name or its qualified name, and the stream alone as
 * an alias of the collection in the space that is served.
 */
final class CollectionNames {
    private final VectorStore store;
    private final StreamDirectory streams;

    CollectionNames(VectorStore store, StreamDirectory streams) {
        this.store = store;
        this.streams = streams;
    }

    /** The stream of the collection that the path names; 404 where there is none. */
    String stream(Context context) {
        String name = context.pathParam("collection");
        if (!isServed(name)) {
            throw QdrantError.notFound("collection '" + name + "' is of another space; streams are served in "
                    + store.space().name() + " (" + store.space().qualifiedName() + ")");
        }
        if (!exists(name)) {
            throw QdrantError.notFound("collection '" + name + "': there is no stream '" + streamOf(name) + "'");
        }
        return streamOf(name);
    }

    /** The same, of a stream that takes events: it must be settled. */
    String writable(Context context) {
        String stream = stream(context);
        if (streams.find(stream).isEmpty()) {
            throw QdrantError.notFound("stream '" + stream + "' was removed; only its documents are still there");
        }
        return stream;
    }

    boolean exists(String name) {
        String stream = streamOf(name);
        return isServed(name)
                && StreamName.isValid(stream)
                && (streams.find(stream).isPresent() || store.collections().containsKey(stream));
    }

    /** Every stream that is settled or has documents. */
    SortedSet<String> all() {
        SortedSet<String> all = new TreeSet<>(store.collections().keySet());
        streams.list().stream().map(StreamSettings::name).forEach(all::add);
        return all;
    }

    /** The collection that the stream's name stands for. */
    String qualified(String stream) {
        return stream + "@" + store.space().name();
    }

    private boolean isServed(String name) {
        Space space = store.space();
        int at = name.indexOf('@');
        String wanted = name.substring(at + 1);
        return at < 0 || wanted.equals(space.name()) || wanted.equals(space.qualifiedName());
    }

    private static String streamOf(String name) {
        return CollectionName.stream(name);
    }
}
