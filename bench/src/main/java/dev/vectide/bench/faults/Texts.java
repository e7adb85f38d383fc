package dev.vectide.bench.faults;

import java.util.Random;

/** Contents that are all different: sentences of a small vocabulary with a number. */
final class Texts {
    private static final String[] THINGS = {
        "harbour", "violin", "glacier", "ledger", "orchard", "turbine", "comet", "loom", "printer", "invoice", "ferry"
    };
    private static final String[] DEEDS = {"was repaired", "is missing", "arrived late", "needs paint", "was sold"};
    /** Another subject altogether, of which a monitor may tell. */
    private static final String[] STRANGE = {
        "SELECT name FROM users WHERE id =", "ERROR 0x80070057 at module", "GET /index.php?page=", "segfault in thread"
    };

    private Texts() {}

    static String of(Random random, long number, boolean strange) {
        if (strange) {
            return STRANGE[random.nextInt(STRANGE.length)] + " " + number;
        }
        return "The %s beside the %s %s, case %d"
                .formatted(any(THINGS, random), any(THINGS, random), any(DEEDS, random), number);
    }

    private static String any(String[] words, Random random) {
        return words[random.nextInt(words.length)];
    }
}
