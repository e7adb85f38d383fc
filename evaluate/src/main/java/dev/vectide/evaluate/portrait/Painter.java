package dev.vectide.evaluate.portrait;

import dev.vectide.evaluate.data.Content;
import dev.vectide.evaluate.data.Dataset;
import dev.vectide.evaluate.data.Labelled;
import dev.vectide.evaluate.geometry.PrincipalDirections;
import dev.vectide.evaluate.task.Embedded;
import dev.vectide.evaluate.vector.Thinning;
import dev.vectide.evaluate.vector.Vectors;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;

/** Makes a {@link Portrait}. Spectrum and projection are of at most 4,000 and 700 documents, cosines of at most 4,000 pairs. */
public final class Painter {
    private static final int MOST = 4000;
    private static final int POINTS = 700;
    private static final int GROUPS = 6;

    private Painter() {}

    public static Portrait of(Dataset data, Embedded embedded) {
        Vectors some = embedded.documents().thinned(MOST).units();
        PrincipalDirections directions = PrincipalDirections.of(some);
        List<Double> shares = directions.shares();
        Worst worst = new Worst(data, embedded);
        return new Portrait(
                shares,
                PairCosines.of(data.content(), embedded),
                projection(data.content(), embedded.documents(), directions),
                worst.confusions(),
                worst.cases());
    }

    private static Portrait.Projection projection(
            Content content, Vectors documents, PrincipalDirections directions) {
        int[] groups = new int[documents.size()];
        Arrays.fill(groups, Portrait.Projection.OTHER);
        List<String> names = new ArrayList<>();
        int[] shown = Thinning.indices(documents.size(), POINTS);
        if (content instanceof Content.Labels labels) {
            int[] counts = new int[labels.labels().size()];
            labels.test().forEach(row -> counts[row.label()]++);
            List<Integer> largest = IntStream.range(0, counts.length)
                    .boxed()
                    .sorted((a, b) -> counts[b] == counts[a] ? a - b : counts[b] - counts[a])
                    .limit(GROUPS)
                    .toList();
            largest.forEach(label -> names.add(labels.labels().get(label)));
            labels.test().forEach(row -> groups[row.document()] = largest.indexOf(row.label()));
            shown = thinned(labels.test().stream().mapToInt(Labelled::document).distinct().toArray());
        }
        List<Portrait.Point> points = new ArrayList<>();
        Vectors units = documents.select(shown).units();
        for (int i = 0; i < shown.length; i++) {
            float[] vector = units.row(i);
            points.add(new Portrait.Point(directions.along(0, vector), directions.along(1, vector), groups[shown[i]]));
        }
        double explained = directions.shares().stream().limit(2).mapToDouble(Double::doubleValue).sum();
        return new Portrait.Projection(points, names, explained);
    }

    private static int[] thinned(int[] documents) {
        int[] places = Thinning.indices(documents.length, POINTS);
        return Arrays.stream(places).map(place -> documents[place]).toArray();
    }
}
