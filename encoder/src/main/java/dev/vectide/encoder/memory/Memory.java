package dev.vectide.encoder.memory;

import dev.vectide.core.embedding.SourcePosition;
import dev.vectide.core.event.Bytes;
import dev.vectide.core.event.Event;
import dev.vectide.core.event.Identity;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What was last written in one partition: the identities of recent events and, for each recent document, its source offset,
 * content and identity, and what it was encoded as. Bounded: the oldest entries are forgotten first.
 *
 * <p>Used by one thread.
 */
public final class Memory {
    private final Map<Identity, Boolean> identities;
    private final Map<String, Written> documents;
    private final VectorCache vectors;

    /**
     * @param offset of the event that wrote it
     * @param contentHash null after a delete
     */
    private record Written(long offset, @Nullable Bytes contentHash, Identity identity) {}

    /**
     * @param capacity entries of each kind
     * @param vectorBytes of vectors, for documents that come again unchanged
     */
    public Memory(int capacity, long vectorBytes) {
        this.identities = bounded(capacity);
        this.documents = bounded(capacity);
        this.vectors = new VectorCache(vectorBytes);
    }

    /** Takes in that the event at {@code source} wrote the document; {@code contentHash} is null for a delete. */
    public void written(String key, Identity identity, @Nullable Bytes contentHash, SourcePosition source) {
        if (!identity.isDerived()) {
            identities.put(identity, Boolean.TRUE);
        }
        // Taken out first: a document is as old as its last version, not as its first.
        documents.remove(key);
        documents.put(key, new Written(source.offset(), contentHash, identity));
    }

    /** Takes back that the event at {@code source} wrote its document: it turned out that it could not. */
    public void forget(Event event, SourcePosition source) {
        identities.remove(event.identity());
        Written last = documents.get(event.key().toString());
        if (last != null && last.offset() == source.offset()) {
            documents.remove(event.key().toString());
            vectors.remove(event.key().toString());
        }
    }

    /** What the document was encoded as, if it was last written with this content and that is remembered. */
    public @Nullable EncodedContent encoded(Event event, Bytes contentHash) {
        return vectors.find(event.key().toString(), contentHash);
    }

    /** Takes in what the document's newest content is encoded as, or will be. */
    public void encoding(String key, EncodedContent content) {
        vectors.put(key, content);
    }

    /** The content is encoded now. */
    public void encoded(String key, EncodedContent content) {
        vectors.encoded(key, content);
    }

    /** Whether the event was there before: by its own identity, or as what the document was last written with. */
    public boolean isRetry(Event event) {
        if (!event.identity().isDerived()) {
            return identities.containsKey(event.identity());
        }
        Written last = documents.get(event.key().toString());
        return last != null && last.identity().equals(event.identity());
    }

    /** Whether the document already has this content. */
    public boolean isUnchanged(Event event, Bytes contentHash) {
        Written last = documents.get(event.key().toString());
        return last != null && contentHash.equals(last.contentHash());
    }

    /** Whether a version newer than the one a repair is based on was written since. */
    public boolean isOvertaken(Event repair) {
        Written last = documents.get(repair.key().toString());
        return last != null && repair.reencodeBase() != null && last.offset() > repair.reencodeBase();
    }

    private static <K, V> Map<K, V> bounded(int capacity) {
        return new LinkedHashMap<>() {
            private static final long serialVersionUID = 1;

            @Override
            protected boolean removeEldestEntry(Map.Entry<K, V> eldest) {
                return size() > capacity;
            }
        };
    }
}
