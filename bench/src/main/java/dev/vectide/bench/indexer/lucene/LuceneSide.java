package dev.vectide.bench.indexer.lucene;

import dev.vectide.bench.indexer.Document;
import dev.vectide.bench.indexer.Side;
import dev.vectide.core.vector.FloatVector;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.List;
import org.apache.lucene.codecs.Codec;
import org.apache.lucene.document.Field;
import org.apache.lucene.document.IntField;
import org.apache.lucene.document.KnnFloatVectorField;
import org.apache.lucene.document.StoredField;
import org.apache.lucene.document.StringField;
import org.apache.lucene.index.ConcurrentMergeScheduler;
import org.apache.lucene.index.IndexWriter;
import org.apache.lucene.index.IndexWriterConfig;
import org.apache.lucene.index.StoredFields;
import org.apache.lucene.index.Term;
import org.apache.lucene.index.VectorSimilarityFunction;
import org.apache.lucene.search.IndexSearcher;
import org.apache.lucene.search.KnnFloatVectorQuery;
import org.apache.lucene.search.Query;
import org.apache.lucene.search.ScoreDoc;
import org.apache.lucene.search.SearcherFactory;
import org.apache.lucene.search.SearcherManager;
import org.apache.lucene.store.Directory;
import org.apache.lucene.store.FSDirectory;

/**
 * An index of Lucene with everything at its default but the codec: a commit every {@link Side#COMMIT} documents, after which
 * a near-real-time reader shows them. An effort is the number of candidates of a search.
 */
final class LuceneSide implements Side {
    private static final List<Integer> EFFORTS =
            List.of(10, 12, 14, 16, 18, 20, 23, 26, 30, 35, 40, 50, 60, 70, 80, 100, 120, 150, 200, 250, 300, 500, 1000);

    private final Directory directory;
    private final ConcurrentMergeScheduler merges = new ConcurrentMergeScheduler();
    private final IndexWriter writer;
    private final SearcherManager searchers;

    LuceneSide(Path path, Codec codec) {
        try {
            directory = FSDirectory.open(path);
            writer = new IndexWriter(directory, new IndexWriterConfig().setCodec(codec).setMergeScheduler(merges));
            searchers = new SearcherManager(writer, new SearcherFactory());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public Runnable upserts(List<Document> documents) {
        return () -> {
            try {
                for (int i = 0; i < documents.size(); i++) {
                    upsert(documents.get(i));
                    if ((i + 1) % COMMIT == 0 || i + 1 == documents.size()) {
                        writer.commit();
                        searchers.maybeRefreshBlocking();
                    }
                }
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        };
    }

    private void upsert(Document document) throws IOException {
        String id = Integer.toString(document.number());
        var fields = new org.apache.lucene.document.Document();
        fields.add(new StringField("id", id, Field.Store.YES));
        fields.add(new KnnFloatVectorField("vector", document.vector().toArray(), VectorSimilarityFunction.DOT_PRODUCT));
        fields.add(new IntField("share", document.share(), Field.Store.YES));
        fields.add(new StoredField("text", document.text()));
        writer.updateDocument(new Term("id", id), fields);
    }

    @Override
    public List<Integer> efforts() {
        return EFFORTS;
    }

    @Override
    public int[] nearest(FloatVector query, int effort, int below) {
        Query filter = below < Document.SHARES ? IntField.newRangeQuery("share", 0, below - 1) : null;
        try {
            IndexSearcher searcher = searchers.acquire();
            try {
                ScoreDoc[] hits =
                        searcher.search(new KnnFloatVectorQuery("vector", query.toArray(), effort, filter), LIMIT).scoreDocs;
                StoredFields stored = searcher.storedFields();
                int[] numbers = new int[hits.length];
                for (int i = 0; i < hits.length; i++) {
                    numbers[i] = Integer.parseInt(stored.document(hits[i].doc).get("id"));
                }
                return numbers;
            } finally {
                searchers.release(searcher);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Merges that run are waited for, and their result is shown. */
    @Override
    public void settle() {
        try {
            merges.sync();
            writer.commit();
            searchers.maybeRefreshBlocking();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public void compact() {
        try {
            writer.forceMerge(1);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        settle();
    }

    @Override
    public void close() {
        try {
            searchers.close();
            writer.close();
            directory.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
