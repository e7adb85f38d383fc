package dev.vectide.local.wordnet;

import java.util.List;

/** Names of the lexicographer files by number, as lexnames(5WN) lists them. */
final class LexicographerFiles {
    private static final List<String> NAMES = List.of(
            "adj.all",
            "adj.pert",
            "adv.all",
            "noun.Tops",
            "noun.act",
            "noun.animal",
            "noun.artifact",
            "noun.attribute",
            "noun.body",
            "noun.cognition",
            "noun.communication",
            "noun.event",
            "noun.feeling",
            "noun.food",
            "noun.group",
            "noun.location",
            "noun.motive",
            "noun.object",
            "noun.person",
            "noun.phenomenon",
            "noun.plant",
            "noun.possession",
            "noun.process",
            "noun.quantity",
            "noun.relation",
            "noun.shape",
            "noun.state",
            "noun.substance",
            "noun.time",
            "verb.body",
            "verb.change",
            "verb.cognition",
            "verb.communication",
            "verb.competition",
            "verb.consumption",
            "verb.contact",
            "verb.creation",
            "verb.emotion",
            "verb.motion",
            "verb.perception",
            "verb.possession",
            "verb.social",
            "verb.stative",
            "verb.weather",
            "adj.ppl");

    private LexicographerFiles() {}

    /** Refuses a number that WordNet does not have. */
    static String name(int number) {
        if (number < 0 || number >= NAMES.size()) {
            throw new IllegalArgumentException(
                    "lexicographer file " + number + ", expected 0 to " + (NAMES.size() - 1));
        }
        return NAMES.get(number);
    }
}
