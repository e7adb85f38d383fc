package dev.vectide.evaluate.task;

import dev.vectide.evaluate.data.Content;
import dev.vectide.evaluate.data.Labelled;
import dev.vectide.evaluate.vector.Vectors;
import java.util.List;

/** Rows of labelled data as what the algorithms take: vectors and label numbers. */
final class LabelSet {
    private final Vectors vectors;
    private final int[] labels;

    private LabelSet(Vectors vectors, int[] labels) {
        this.vectors = vectors;
        this.labels = labels;
    }

    static LabelSet of(List<Labelled> rows, Embedded embedded) {
        return new LabelSet(
                embedded.documents().select(rows.stream().mapToInt(Labelled::document).toArray()),
                rows.stream().mapToInt(Labelled::label).toArray());
    }

    static LabelSet train(Content content, Embedded embedded) {
        return of(((Content.Labels) content).train(), embedded);
    }

    static LabelSet test(Content content, Embedded embedded) {
        return of(((Content.Labels) content).test(), embedded);
    }

    static int classes(Content content) {
        return ((Content.Labels) content).labels().size();
    }

    Vectors vectors() {
        return vectors;
    }

    /** Not a copy. */
    int[] labels() {
        return labels;
    }

    LabelSet at(int[] indices) {
        int[] chosen = new int[indices.length];
        for (int i = 0; i < chosen.length; i++) {
            chosen[i] = labels[indices[i]];
        }
        return new LabelSet(vectors.select(indices), chosen);
    }
}
