package dev.vectide.monitor.collapse;

import dev.vectide.monitor.nearest.Pairs;
import dev.vectide.monitor.stats.Moments;
import dev.vectide.monitor.stats.Sample;
import dev.vectide.monitor.stats.Spectrum;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The stream's first vectors: gathered, then pinned. Its spectra, which do not change any more, are kept. */
final class CollapseReference {
    /** Vectors of which all pairs are looked at. */
    static final int PAIRED = 1000;

    private static final int NEIGHBOURS = 10;

    final CollapsePane content;
    private final Map<Integer, Spectrum> spectra = new HashMap<>();
    private @Nullable Pairs pairs;

    CollapseReference(CollapsePane content) {
        this.content = content;
    }

    Moments moments() {
        return content.moments;
    }

    /** Spectrum of {@code n} vectors of the sample, which must hold as many. */
    Spectrum spectrum(int n) {
        return spectra.computeIfAbsent(n, size -> of(content, size));
    }

    /** Of {@link #PAIRED} vectors of the sample, which must hold as many. */
    Pairs pairs() {
        Pairs known = pairs;
        if (known == null) {
            known = pairs(content);
            pairs = known;
        }
        return known;
    }

    static Pairs pairs(CollapsePane pane) {
        return Pairs.of(pane.sample.first(PAIRED).stream().map(Sample.Item::unit).toList(), NEIGHBOURS);
    }

    boolean holds(int n) {
        return content.sample.size() >= n;
    }

    static Spectrum of(CollapsePane pane, int n) {
        return Spectrum.of(pane.sample.first(n).stream().map(Sample.Item::unit).toList());
    }
}
