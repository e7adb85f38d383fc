package dev.vectide.indexer.lexical;

import dev.vectide.core.embedding.Embedding;
import dev.vectide.core.stream.DocumentKey;
import dev.vectide.indexer.filter.Payload;
import dev.vectide.indexer.search.StoreUnavailableException;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;
import org.apache.lucene.store.AlreadyClosedException;
import org.jspecify.annotations.Nullable;

/**
 * The words of one partition's documents, by stream. A stream's are gathered when they are first asked for and followed from
 * then on, so that who never asks pays nothing.
 *
 * <p>Safe for concurrent use by one that changes it and many that read.
 */
public final class LexicalIndexes implements AutoCloseable {
    private final Map<String, LexicalIndex> indexes = new ConcurrentHashMap<>();
    private final Documents documents;

    /** Reads what is there. */
    public interface Documents {
        /** Hands over every document of a stream that was there when it began; of one that changes, any version. */
        void forEach(String stream, Consumer<Embedding> document);
    }

    public LexicalIndexes(Documents documents) {
        this.documents = documents;
    }

    /** Takes in a document that {@link Documents} may already hand over. */
    public void put(Embedding document) {
        LexicalIndex index = indexes.get(document.key().stream());
        if (index != null) {
            index.put(document.key().document(), text(document));
        }
    }

    /** Takes out a document that {@link Documents} may no longer hand over. */
    public void remove(DocumentKey key) {
        LexicalIndex index = indexes.get(key.stream());
        if (index != null) {
            index.put(key.document(), null);
        }
    }

    /** A stream's words as they are now; to be closed by who asks. */
    public LexicalView view(String stream) {
        // In its place before it is filled: so it misses no change.
        LexicalIndex index = indexes.computeIfAbsent(stream, name -> new LexicalIndex());
        try {
            index.fill(found -> documents.forEach(stream, document -> {
                String text = text(document);
                if (text != null) {
                    found.accept(document.key().document(), text);
                }
            }));
            return index.view();
        } catch (AlreadyClosedException e) {
            throw new StoreUnavailableException("the store is closing");
        }
    }

    /** What the payload shows as text. */
    private static @Nullable String text(Embedding document) {
        return new Payload(document).value(Payload.TEXT) instanceof String text ? text : null;
    }

    @Override
    public void close() {
        indexes.values().forEach(LexicalIndex::close);
    }
}
