package dev.vectide.evaluate.study;

import dev.vectide.evaluate.mitigation.AdapterTraining;
import dev.vectide.evaluate.mitigation.AllButTheTop;
import dev.vectide.evaluate.mitigation.Centring;
import dev.vectide.evaluate.mitigation.Shrinkage;
import dev.vectide.evaluate.mitigation.Transform;
import dev.vectide.evaluate.mitigation.Whitening;
import java.util.Arrays;
import java.util.Optional;
import java.util.function.Function;

/** What the suite tries, by the names that the command line takes, in the order of reports. */
public enum Mitigations {
    CENTRING("centring", fitting -> Centring.fit(fitting.vectors().rows())),
    ALL_BUT_THE_TOP("all-but-the-top", fitting -> AllButTheTop.fit(fitting.vectors().rows())),
    /** In full, with Ledoit and Wolf's shrinkage. */
    WHITENING("whitening", fitting -> Whitening.fit(fitting.vectors().rows(), 1, Shrinkage.ledoitWolf())),
    ADAPTER("adapter", Mitigations::adapter);

    private final String label;
    private final Function<Fitting, Transform> fit;

    Mitigations(String label, Function<Fitting, Transform> fit) {
        this.label = label;
        this.fit = fit;
    }

    public String label() {
        return label;
    }

    public static Optional<Mitigations> named(String label) {
        return Arrays.stream(values()).filter(one -> one.label.equals(label)).findFirst();
    }

    /** @throws IllegalArgumentException if there is too little to fit it on */
    public Transform fit(Fitting fitting) {
        if (fitting.vectors().rows().length < 2) {
            throw new IllegalArgumentException(
                    fitting.vectors().rows().length + " texts to fit it on, expected at least 2");
        }
        return fit.apply(fitting);
    }

    private static Transform adapter(Fitting fitting) {
        int[] labels = fitting.labels().stream().mapToInt(Integer::intValue).toArray();
        if (fitting.pairs().size() < 2) {
            throw new IllegalArgumentException(
                    fitting.pairs().size() + " pairs that belong together, expected at least 2");
        }
        return AdapterTraining.DEFAULT.train(fitting.learnt().rows(), labels, fitting.pairs()).adapter();
    }
}
