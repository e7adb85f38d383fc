package dev.vectide.local.cli;

import dev.vectide.evaluate.data.Dataset;
import dev.vectide.evaluate.data.Datasets;
import dev.vectide.evaluate.data.LabelledText;
import dev.vectide.local.wordnet.Synset;
import dev.vectide.local.wordnet.WordNet;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;

/** The domain that is another one than the user's, most likely: WordNet's definitions of nouns, by lexicographer file. */
final class WordNetProbe {
    private static final String NAME = "WordNet definitions";
    private static final int CATEGORIES = 12;
    private static final int EACH = 60;

    private WordNetProbe() {}

    /** 60 definitions, evenly spaced, of each of the twelve largest categories. */
    static Dataset dataset() {
        Map<String, List<Synset>> byCategory =
                WordNet.nouns().stream().collect(Collectors.groupingBy(Synset::category, TreeMap::new, Collectors.toList()));
        List<LabelledText> texts = new ArrayList<>();
        byCategory.values().stream()
                .sorted((a, b) -> b.size() - a.size())
                .limit(CATEGORIES)
                .forEach(synsets -> {
                    for (int i = 0; i < EACH; i++) {
                        Synset synset = synsets.get((int) ((long) i * synsets.size() / EACH));
                        texts.add(new LabelledText(synset.definition(), synset.category()));
                    }
                });
        return Datasets.labelled(NAME, texts);
    }
}
