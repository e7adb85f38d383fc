package dev.vectide.indexer.index;

import com.fasterxml.jackson.databind.JsonNode;
import dev.vectide.indexer.filter.Filter;
import dev.vectide.indexer.filter.WrittenFilter;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The filters of a collection whose rows are known: those that are asked with again and again, and those that let so little
 * through that finding it at once is worth the while. Those that were not asked with for longest are forgotten.
 *
 * <p>Which filters there are may change while readers share the collection; their rows change only while a writer is alone.
 */
final class FollowedFilters {
    /** Each costs a bit a row, and one question for every document that comes. */
    private static final int MOST = 32;

    private static final int MOST_SEEN = 256;
    /** Documents that are asked whether they pass, to guess how many do. */
    private static final int SAMPLE = 200;
    /** Of the sample: where fewer pass, the rows are found at once. */
    private static final int FEW = 10;
    /** A filter that has to see more texts is not followed, as each is read from the disk. */
    private static final int MOST_TEXTS = 100;
    /** Values in a filter, beyond which it is not remembered: a list of thousands of ids seldom comes again. */
    private static final int MOST_VALUES = 200;

    /** By what the filter was read from. */
    private final Map<Object, FilteredRows> followed = newest(MOST);
    /** Filters that were asked with before; false for those that are never to be followed. */
    private final Map<Object, Boolean> seen = newest(MOST_SEEN);

    /** How well a filter is known that is not followed. */
    private enum Sight {
        FIRST,
        AGAIN,
        REFUSED
    }

    /** The rows that pass a filter, if it is followed. */
    @Nullable FilteredRows find(Filter filter) {
        return filter instanceof WrittenFilter written && isShort(written) ? find(written) : null;
    }

    private static boolean isShort(WrittenFilter filter) {
        return values(filter.json(), MOST_VALUES) <= MOST_VALUES;
    }

    /** Counted no further than just beyond {@code most}. */
    private static int values(JsonNode json, int most) {
        int count = 1;
        for (Iterator<JsonNode> inner = json.elements(); count <= most && inner.hasNext(); ) {
            count += values(inner.next(), most - count);
        }
        return count;
    }

    private synchronized @Nullable FilteredRows find(WrittenFilter filter) {
        return followed.get(filter.json());
    }

    /** The same, or the rows of a filter that is followed from now on. */
    @Nullable FilteredRows follow(Filter filter, CollectionIndex collection) {
        if (!(filter instanceof WrittenFilter written) || !isShort(written)) {
            return null;
        }
        FilteredRows known = find(written);
        return known == null && isWorthIt(written, collection) ? found(written, collection) : known;
    }

    private boolean isWorthIt(WrittenFilter filter, CollectionIndex collection) {
        return switch (see(filter)) {
            case FIRST -> seemsSelective(filter, collection);
            case AGAIN -> true;
            case REFUSED -> false;
        };
    }

    private synchronized Sight see(WrittenFilter filter) {
        Boolean before = seen.putIfAbsent(filter.json(), true);
        return before == null ? Sight.FIRST : before ? Sight.AGAIN : Sight.REFUSED;
    }

    private static boolean seemsSelective(Filter filter, CollectionIndex collection) {
        DocumentView view = view(filter, collection);
        List<IndexedDocument> sample = collection.sample(SAMPLE);
        int passed = 0;
        for (IndexedDocument document : sample) {
            passed += view.passes(document) ? 1 : 0;
            if (view.textsRead() > 0) {
                return false;
            }
        }
        return passed * SAMPLE < FEW * sample.size();
    }

    private @Nullable FilteredRows found(WrittenFilter filter, CollectionIndex collection) {
        FilteredRows found = rows(filter, collection);
        synchronized (this) {
            if (found == null) {
                seen.put(filter.json(), false);
            } else {
                followed.put(filter.json(), found);
            }
        }
        return found;
    }

    /** Null if too many texts would have to be read. */
    private static @Nullable FilteredRows rows(Filter filter, CollectionIndex collection) {
        DocumentView view = view(filter, collection);
        FilteredRows found = new FilteredRows(filter);
        for (IndexedDocument document : collection.documents()) {
            found.put(document, view.passes(document));
            if (view.textsRead() > MOST_TEXTS) {
                return null;
            }
        }
        return found;
    }

    /** Takes in a document; told by the writer, who is alone. */
    void put(IndexedDocument document, CollectionIndex collection) {
        for (FilteredRows filtered : followed.values()) {
            filtered.put(document, view(filtered.filter(), collection).passes(document));
        }
    }

    /** Takes out a row; told by the writer, who is alone. */
    void remove(int row) {
        for (FilteredRows filtered : followed.values()) {
            filtered.set(row, false);
        }
    }

    /** One that sees all that is there, whenever it expires. */
    private static DocumentView view(Filter filter, CollectionIndex collection) {
        return collection.view(filter, Long.MIN_VALUE, null);
    }

    private static <K, V> Map<K, V> newest(int most) {
        return new LinkedHashMap<>(16, 0.75f, true) {
            @Override
            protected boolean removeEldestEntry(Map.Entry<K, V> eldest) {
                return size() > most;
            }
        };
    }
}
