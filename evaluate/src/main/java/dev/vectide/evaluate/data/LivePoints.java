package dev.vectide.evaluate.data;

import dev.vectide.core.vector.FloatVector;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/**
 * A collection's labelled documents, with the vectors that the store has for them.
 *
 * @param space that the store names for them
 */
public record LivePoints(
        String collection, String space, String fingerprint, List<LivePoint> points, List<BadRow> rejected) {
    public LivePoints {
        points = List.copyOf(points);
        rejected = List.copyOf(rejected);
    }

    /**
     * The documents by their ids, one in five for the test, the others to train on.
     *
     * @throws DataException if there are not two labels to train on
     */
    public Dataset dataset() {
        return LabelData.of(
                collection,
                List.of(),
                points.stream().map(point -> new LabelData.Named(point.id(), point.label())).toList(),
                List.of(),
                rejected);
    }

    /** The store's vectors of the documents of {@link #dataset()}, in its order. */
    public List<FloatVector> vectors(Dataset ids) {
        Map<String, LivePoint> byId = byId();
        return ids.documents().stream().map(id -> Objects.requireNonNull(byId.get(id)).vector()).toList();
    }

    /**
     * {@code ids} with texts in place of ids, to be encoded anew.
     *
     * @throws DataException if the store does not have all texts
     */
    public Dataset texts(Dataset ids) {
        Map<String, LivePoint> byId = byId();
        List<String> texts = new ArrayList<>();
        for (String id : ids.documents()) {
            LivePoint point = Objects.requireNonNull(byId.get(id));
            texts.add(point.text().orElseThrow(() -> new DataException(collection + ": point " + id
                    + ": expected its text, which other spaces are to encode; the stream does not store it")));
        }
        return new Dataset(ids.name(), ids.split(), texts, ids.queries(), ids.content(), ids.rejected());
    }

    private Map<String, LivePoint> byId() {
        Map<String, LivePoint> byId = new HashMap<>();
        points.forEach(point -> byId.put(point.id(), point));
        return byId;
    }
}
