package dev.vectide.bench.detectors;

import dev.vectide.monitor.nearest.Knn;
import dev.vectide.monitor.stats.Sample;
import dev.vectide.monitor.stats.Units;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.Consumer;
import java.util.stream.IntStream;

/**
 * How well the novelty score tells strange texts from usual ones, by the very search of the monitor: mean distance to five
 * neighbours in a centred reference of 5,000.
 *
 * <p>On CLINC150 every third text of the training part is the reference, every second of the test part is usual, and all of
 * the out-of-scope test part is strange.
 */
final class Novelty {
    private static final int REFERENCE = 5000;
    private static final int NEIGHBOURS = 5;

    private Novelty() {}

    static Intervals.Interval auroc(Bed bed, Consumer<String> progress) throws IOException {
        float[][] reference;
        float[][] usual;
        float[][] strange;
        if (Corpus.hasClinc()) {
            reference = clinc("train.tsv", 3, progress);
            usual = clinc("test.tsv", 2, progress);
            strange = clinc("oos_test.tsv", 1, progress);
        } else {
            int size = Math.min(REFERENCE, bed.usual().length / 2);
            reference = Arrays.copyOf(bed.usual(), size);
            usual = Arrays.copyOfRange(bed.usual(), size, bed.usual().length);
            strange = bed.strange();
        }
        Knn knn = new Knn(items(reference));
        double area = Auroc.of(distances(knn, strange), distances(knn, usual));
        double error = Auroc.error(area, strange.length, usual.length);
        return new Intervals.Interval(area, area - 1.96 * error, area + 1.96 * error);
    }

    private static float[][] clinc(String file, int every, Consumer<String> progress) throws IOException {
        List<Corpus.Labelled> all = Corpus.labelled(Corpus.clincFile(file), Map.of());
        List<String> texts = IntStream.range(0, all.size())
                .filter(i -> i % every == 0)
                .mapToObj(i -> all.get(i).text())
                .toList();
        return Bed.vectors(Bed.SPACE, texts, progress);
    }

    private static double[] distances(Knn knn, float[][] vectors) {
        List<Knn.Query> queries = new ArrayList<>();
        for (float[] vector : vectors) {
            queries.add(new Knn.Query(Objects.requireNonNull(Units.normalised(vector)), ""));
        }
        return knn.nearest(queries, NEIGHBOURS).stream().mapToDouble(Knn.Found::distance).toArray();
    }

    private static List<Sample.Item> items(float[][] vectors) {
        List<Sample.Item> items = new ArrayList<>();
        for (int i = 0; i < vectors.length; i++) {
            float[] unit = Objects.requireNonNull(Units.normalised(vectors[i]));
            items.add(new Sample.Item(i, "reference-" + i, 0, i, unit, null));
        }
        return items;
    }
}
