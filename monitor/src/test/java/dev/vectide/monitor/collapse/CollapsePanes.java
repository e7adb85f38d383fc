package dev.vectide.monitor.collapse;

import dev.vectide.monitor.VectorInput;
import java.util.List;

/** Panes of given vectors. */
final class CollapsePanes {
    private CollapsePanes() {}

    static CollapsePane of(List<float[]> vectors) {
        CollapsePane pane = new CollapsePane();
        for (int i = 0; i < vectors.size(); i++) {
            float[] vector = vectors.get(i);
            pane.add(new VectorInput("s", "doc-" + i, 0, i, i, vector, null, true), vector);
        }
        return pane;
    }
}
