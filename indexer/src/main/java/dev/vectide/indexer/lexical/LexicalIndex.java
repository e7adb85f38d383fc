package dev.vectide.indexer.lexical;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.function.BiConsumer;
import java.util.function.Consumer;
import org.apache.lucene.index.DirectoryReader;
import org.apache.lucene.index.IndexWriter;
import org.apache.lucene.index.IndexWriterConfig;
import org.apache.lucene.index.ReaderManager;
import org.apache.lucene.search.similarities.BM25Similarity;
import org.apache.lucene.store.ByteBuffersDirectory;
import org.jspecify.annotations.Nullable;

/**
 * The words of the documents of one stream in one partition. It is filled once from what is there; what changes meanwhile is
 * newer than what is there and stands.
 *
 * <p>Safe for concurrent use by one that changes it and many that read.
 */
final class LexicalIndex implements AutoCloseable {
    private final IndexWriter writer;
    private final ReaderManager readers;
    /** Documents that changed before the filling came to them; null once it is done. */
    private @Nullable Set<String> changed = new HashSet<>();
    private final Object filling = new Object();
    private volatile boolean filled;
    private volatile @Nullable Totals totals;

    LexicalIndex() {
        try {
            writer = new IndexWriter(
                    new ByteBuffersDirectory(),
                    new IndexWriterConfig().setSimilarity(new BM25Similarity()).setUseCompoundFile(false));
            readers = new ReaderManager(writer);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** @param source hands over id and text of each document; whoever comes second waits. May be tried again after a failure. */
    void fill(Consumer<BiConsumer<String, String>> source) {
        if (!filled) {
            synchronized (filling) {
                if (!filled) {
                    source.accept(this::add);
                    filled = true;
                    added();
                }
            }
        }
    }

    private synchronized void add(String id, String text) {
        if (changed != null && !changed.contains(id)) {
            write(id, text);
        }
    }

    private synchronized void added() {
        changed = null;
    }

    /** Takes in a document, in the place of an earlier version; without words it is removed. */
    synchronized void put(String id, @Nullable String text) {
        if (changed != null) {
            changed.add(id);
        }
        write(id, text);
    }

    private void write(String id, @Nullable String text) {
        Map<String, Integer> words = text == null ? Map.of() : Words.of(text);
        try {
            if (words.isEmpty()) {
                writer.deleteDocuments(Fields.term(id));
            } else {
                writer.updateDocument(Fields.term(id), Fields.document(id, words));
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** What is in the index now, to be closed by who asks. */
    LexicalView view() {
        try {
            readers.maybeRefreshBlocking();
            DirectoryReader reader = readers.acquire();
            return new LexicalView(reader, () -> totals(reader));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Counted once for as long as nothing changes. */
    private Totals totals(DirectoryReader reader) throws IOException {
        Totals known = totals;
        if (known == null || known.version() != reader.getVersion()) {
            known = Totals.of(reader);
            totals = known;
        }
        return known;
    }

    @Override
    public void close() {
        try {
            readers.close();
            writer.rollback();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
