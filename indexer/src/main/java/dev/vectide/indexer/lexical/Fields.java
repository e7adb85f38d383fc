package dev.vectide.indexer.lexical;

import java.nio.charset.StandardCharsets;
import java.util.Map;
import org.apache.lucene.document.Document;
import org.apache.lucene.document.Field;
import org.apache.lucene.document.FieldType;
import org.apache.lucene.document.NumericDocValuesField;
import org.apache.lucene.document.SortedDocValuesField;
import org.apache.lucene.document.StringField;
import org.apache.lucene.index.IndexOptions;
import org.apache.lucene.index.Term;
import org.apache.lucene.util.BytesRef;

/**
 * A document as Lucene keeps it: its id, to be found, sorted and told by; how many words it has; and the words with their
 * frequencies. Neither text nor places are kept: the rows have the one, and BM25 has no use for the other.
 */
final class Fields {
    static final String ID = "id";
    static final String LENGTH = "length";
    static final String WORDS = "words";
    private static final FieldType COUNTED = new FieldType();

    static {
        COUNTED.setIndexOptions(IndexOptions.DOCS_AND_FREQS);
        COUNTED.setTokenized(true);
        COUNTED.freeze();
    }

    private Fields() {}

    static Document document(String id, Map<String, Integer> words) {
        BytesRef bytes = bytes(id);
        Document document = new Document();
        document.add(new StringField(ID, bytes, Field.Store.NO));
        document.add(new SortedDocValuesField(ID, bytes));
        document.add(new NumericDocValuesField(
                LENGTH, words.values().stream().mapToLong(Integer::longValue).sum()));
        document.add(new Field(WORDS, new CountedWords(words), COUNTED));
        return document;
    }

    static Term term(String id) {
        return new Term(ID, bytes(id));
    }

    static String id(BytesRef bytes) {
        return new String(bytes.bytes, bytes.offset, bytes.length, StandardCharsets.UTF_16BE);
    }

    /** Bytes that sort as the store sorts ids, by UTF-16 code unit. */
    private static BytesRef bytes(String id) {
        return new BytesRef(id.getBytes(StandardCharsets.UTF_16BE));
    }
}
